using System.Collections.Immutable;

namespace WedSync.Planning.Mocks;

/// <summary>Google Cloud resources: the form of each type's id, and what the provider computes.</summary>
internal static class GcpTypes
{
    private const string ComputeApi = "https://www.googleapis.com/compute/v1/";

    private static readonly Dictionary<string, string> Ids = new()
    {
        ["artifactregistry/repository:Repository"] = "projects/{project}/locations/{location}/repositories/{repositoryId}",
        ["artifactregistry/repositoryIamMember:RepositoryIamMember"] = "{repository}/{role}/{member}",
        ["billing/budget:Budget"] = "billingAccounts/{billingAccount}/budgets/{logical}",
        ["certificatemanager/certificate:Certificate"] = "projects/{project}/locations/global/certificates/{name}",
        ["certificatemanager/certificateMap:CertificateMap"] = "projects/{project}/locations/global/certificateMaps/{name}",
        ["certificatemanager/certificateMapEntry:CertificateMapEntry"] = "projects/{project}/locations/global/certificateMaps/{map}/certificateMapEntries/{name}",
        ["certificatemanager/dnsAuthorization:DnsAuthorization"] = "projects/{project}/locations/global/dnsAuthorizations/{name}",
        ["compute/address:Address"] = "projects/{project}/regions/{region}/addresses/{name}",
        ["compute/backendService:BackendService"] = "projects/{project}/global/backendServices/{name}",
        ["compute/firewall:Firewall"] = "projects/{project}/global/firewalls/{name}",
        ["compute/globalAddress:GlobalAddress"] = "projects/{project}/global/addresses/{name}",
        ["compute/globalForwardingRule:GlobalForwardingRule"] = "projects/{project}/global/forwardingRules/{name}",
        ["compute/globalNetworkEndpoint:GlobalNetworkEndpoint"] = "{globalNetworkEndpointGroup}/{fqdn}",
        ["compute/globalNetworkEndpointGroup:GlobalNetworkEndpointGroup"] = "projects/{project}/global/networkEndpointGroups/{name}",
        ["compute/healthCheck:HealthCheck"] = "projects/{project}/global/healthChecks/{name}",
        ["compute/managedSslCertificate:ManagedSslCertificate"] = "projects/{project}/global/sslCertificates/{name}",
        ["compute/network:Network"] = "projects/{project}/global/networks/{name}",
        ["compute/networkEndpointGroup:NetworkEndpointGroup"] = "projects/{project}/zones/{zone}/networkEndpointGroups/{name}",
        ["compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup"] = "projects/{project}/regions/{region}/networkEndpointGroups/{name}",
        ["compute/regionSecurityPolicy:RegionSecurityPolicy"] = "projects/{project}/regions/{region}/securityPolicies/{name}",
        ["compute/route:Route"] = "projects/{project}/global/routes/{name}",
        ["compute/router:Router"] = "projects/{project}/regions/{region}/routers/{name}",
        ["compute/routerNat:RouterNat"] = "{project}/{region}/{router}/{name}",
        ["compute/sSLPolicy:SSLPolicy"] = "projects/{project}/global/sslPolicies/{name}",
        ["compute/securityPolicy:SecurityPolicy"] = "projects/{project}/global/securityPolicies/{name}",
        ["compute/subnetwork:Subnetwork"] = "projects/{project}/regions/{region}/subnetworks/{name}",
        ["compute/targetHttpProxy:TargetHttpProxy"] = "projects/{project}/global/targetHttpProxies/{name}",
        ["compute/targetHttpsProxy:TargetHttpsProxy"] = "projects/{project}/global/targetHttpsProxies/{name}",
        ["compute/uRLMap:URLMap"] = "projects/{project}/global/urlMaps/{name}",
        ["container/cluster:Cluster"] = "projects/{project}/locations/{location}/clusters/{name}",
        ["container/nodePool:NodePool"] = "{cluster}/nodePools/{name}",
        ["dns/managedZone:ManagedZone"] = "projects/{project}/managedZones/{name}",
        ["dns/policy:Policy"] = "projects/{project}/policies/{name}",
        ["dns/recordSet:RecordSet"] = "projects/{project}/managedZones/{managedZone}/rrsets/{name}/{type}",
        ["gkebackup/backupPlan:BackupPlan"] = "projects/{project}/locations/{location}/backupPlans/{name}",
        ["gkehub/membership:Membership"] = "projects/{project}/locations/{location}/memberships/{membershipId}",
        ["kms/cryptoKey:CryptoKey"] = "{keyRing}/cryptoKeys/{name}",
        ["kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding"] = "{cryptoKeyId}/{role}",
        ["kms/cryptoKeyIAMMember:CryptoKeyIAMMember"] = "{cryptoKeyId}/{role}/{member}",
        ["kms/keyRing:KeyRing"] = "projects/{project}/locations/{location}/keyRings/{name}",
        ["logging/metric:Metric"] = "{name}",
        ["logging/projectBucketConfig:ProjectBucketConfig"] = "projects/{project}/locations/{location}/buckets/{bucketId}",
        ["logging/projectSink:ProjectSink"] = "projects/{project}/sinks/{name}",
        ["monitoring/alertPolicy:AlertPolicy"] = "projects/{project}/alertPolicies/{logical}",
        ["monitoring/dashboard:Dashboard"] = "projects/{project}/dashboards/{logical}",
        ["monitoring/notificationChannel:NotificationChannel"] = "projects/{project}/notificationChannels/{logical}",
        ["monitoring/uptimeCheckConfig:UptimeCheckConfig"] = "projects/{project}/uptimeCheckConfigs/{logical}",
        ["orgpolicy/policy:Policy"] = "{name}",
        ["projects/iAMAuditConfig:IAMAuditConfig"] = "{project}/audit_config/{service}",
        ["projects/iAMCustomRole:IAMCustomRole"] = "projects/{project}/roles/{roleId}",
        ["projects/iAMMember:IAMMember"] = "{project}/{role}/{member}",
        ["projects/service:Service"] = "{project}/{service}",
        ["pubsub/subscription:Subscription"] = "projects/{project}/subscriptions/{name}",
        ["pubsub/topic:Topic"] = "projects/{project}/topics/{name}",
        ["pubsub/topicIAMMember:TopicIAMMember"] = "{topic}/{role}/{member}",
        ["secretmanager/secret:Secret"] = "projects/{project}/secrets/{secretId}",
        ["secretmanager/secretIamMember:SecretIamMember"] = "{secretId}/{role}/{member}",
        ["serviceaccount/account:Account"] = "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
        ["serviceaccount/iAMBinding:IAMBinding"] = "{serviceAccountId}/{role}",
        ["serviceaccount/iAMMember:IAMMember"] = "{serviceAccountId}/{role}/{member}",
        ["storage/bucket:Bucket"] = "{name}",
        ["storage/bucketIAMBinding:BucketIAMBinding"] = "b/{bucket}/{role}",
        ["storage/bucketIAMMember:BucketIAMMember"] = "b/{bucket}/{role}/{member}",
        ["storage/transferAgentPool:TransferAgentPool"] = "projects/{project}/agentPools/{name}",
        ["storage/transferJob:TransferJob"] = "{project}/{logical}",
    };

    public static IEnumerable<KeyValuePair<string, KnownType>> All()
    {
        foreach (var (type, form) in Ids)
        {
            var token = $"gcp:{type}";
            yield return new(token, new KnownType((name, inputs) => Answer(token, form, name, inputs)));
        }

        yield return new("pulumi:providers:gcp", new KnownType((name, inputs) => new MockAnswer($"{name}-id", inputs.With([]))));
    }

    private static MockAnswer Answer(string token, string form, string name, ImmutableDictionary<string, object> inputs)
    {
        var id = MockInputs.Fill(form, name, inputs);
        var common = new Dictionary<string, object>
        {
            ["name"] = PhysicalName(token, id, name, inputs),
            ["project"] = Samples.GcpProject,
            ["selfLink"] = ComputeApi + id,
        };
        return new MockAnswer(id, inputs.With(Computed(token, id, name, inputs)).ToImmutableDictionary().With(common));
    }

    // For some APIs a resource's name is its whole path.
    private static string PhysicalName(string token, string id, string name, ImmutableDictionary<string, object> inputs) => token switch
    {
        "gcp:billing/budget:Budget" or "gcp:secretmanager/secret:Secret" or "gcp:serviceaccount/account:Account" => id,
        "gcp:monitoring/notificationChannel:NotificationChannel" or "gcp:projects/iAMCustomRole:IAMCustomRole" => id,
        _ => inputs.Text("name") ?? name,
    };

    private static Dictionary<string, object> Computed(string token, string id, string name, ImmutableDictionary<string, object> inputs) => token switch
    {
        "gcp:compute/address:Address" or "gcp:compute/globalAddress:GlobalAddress" => new() { ["address"] = Samples.PublicIp },
        "gcp:compute/backendService:BackendService" => new() { ["generatedId"] = 4242 },
        "gcp:compute/globalForwardingRule:GlobalForwardingRule" => new() { ["ipAddress"] = Samples.PublicIp },
        "gcp:compute/subnetwork:Subnetwork" => new() { ["gatewayAddress"] = "10.16.0.1" },
        "gcp:compute/network:Network" => new() { ["gatewayIpv4"] = "10.16.0.1", ["numericId"] = "4242" },
        "gcp:container/cluster:Cluster" => Cluster(),
        "gcp:container/nodePool:NodePool" => new() { ["instanceGroupUrls"] = ImmutableArray.Create($"{ComputeApi}{id}/instanceGroups/{name}") },
        "gcp:dns/managedZone:ManagedZone" => new() { ["nameServers"] = ImmutableArray.Create("ns-cloud-a1.googledomains.com.") },
        "gcp:certificatemanager/dnsAuthorization:DnsAuthorization" => DnsAuthorization(inputs),
        "gcp:logging/projectSink:ProjectSink" => new() { ["writerIdentity"] = "serviceAccount:cloud-logs@system.gserviceaccount.com" },
        "gcp:serviceaccount/account:Account" => ServiceAccount(name, inputs),
        "gcp:storage/bucket:Bucket" => new() { ["url"] = $"gs://{id}" },
        "gcp:storage/transferAgentPool:TransferAgentPool" => new() { ["state"] = "CREATED" },
        _ => [],
    };

    private static Dictionary<string, object> Cluster() => new()
    {
        ["endpoint"] = Samples.PublicIp,
        ["masterVersion"] = "1.33.5-gke.1000",
        ["masterAuth"] = new Dictionary<string, object> { ["clusterCaCertificate"] = Samples.CertificateAuthority }.ToImmutableDictionary(),
    };

    private static Dictionary<string, object> DnsAuthorization(ImmutableDictionary<string, object> inputs) => new()
    {
        ["dnsResourceRecords"] = ImmutableArray.Create(new Dictionary<string, object>
        {
            ["name"] = $"_acme-challenge.{inputs.Text("domain")}.",
            ["type"] = "CNAME",
            ["data"] = "0f1e2d3c.authorize.certificatemanager.goog.",
        }.ToImmutableDictionary()),
    };

    private static Dictionary<string, object> ServiceAccount(string name, ImmutableDictionary<string, object> inputs)
    {
        var email = MockInputs.Fill("{accountId}@{project}.iam.gserviceaccount.com", name, inputs);
        return new() { ["email"] = email, ["member"] = $"serviceAccount:{email}", ["uniqueId"] = "100000000000000000001" };
    }
}
