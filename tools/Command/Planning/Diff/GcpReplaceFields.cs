namespace WedSync.Planning.Diff;

/// <summary>Fields of Google Cloud resources that cannot change in place.</summary>
internal static class GcpReplaceFields
{
    private static readonly string[] Everything = ["*"];
    private static readonly string[] Named = ["name", "project"];

    private static readonly string[] Address =
    [
        "address", "addressType", "description", "ipVersion", "name", "network", "networkTier", "prefixLength", "project", "purpose", "region",
        "subnetwork",
    ];

    private static readonly string[] EndpointGroup =
        ["cloudRun", "defaultPort", "description", "name", "network", "networkEndpointType", "project", "pscTargetService", "region", "subnetwork", "zone"];

    private static readonly string[] Cluster =
    [
        "datapathProvider", "defaultMaxPodsPerNode", "description", "enableAutopilot", "enableKubernetesAlpha", "enableTpu", "initialNodeCount",
        "ipAllocationPolicy", "location", "masterAuth.clientCertificateConfig", "name", "network", "networkingMode", "nodeConfig", "nodeVersion",
        "privateClusterConfig.masterIpv4CidrBlock", "privateClusterConfig.privateEndpointSubnetwork", "project", "subnetwork",
    ];

    private static readonly string[] NodePool =
    [
        "cluster", "initialNodeCount", "location", "maxPodsPerNode", "name", "namePrefix", "networkConfig.createPodRange",
        "networkConfig.podIpv4CidrBlock", "networkConfig.podRange", "nodeConfig.advancedMachineFeatures", "nodeConfig.bootDiskKmsKey",
        "nodeConfig.ephemeralStorageLocalSsdConfig", "nodeConfig.guestAccelerators", "nodeConfig.localSsdCount", "nodeConfig.metadata",
        "nodeConfig.minCpuPlatform", "nodeConfig.oauthScopes", "nodeConfig.preemptible", "nodeConfig.reservationAffinity",
        "nodeConfig.sandboxConfig", "nodeConfig.serviceAccount", "nodeConfig.shieldedInstanceConfig", "nodeConfig.spot", "placementPolicy", "project",
    ];

    private static readonly string[] ForwardingRule =
    [
        "description", "ipAddress", "ipProtocol", "ipVersion", "loadBalancingScheme", "name", "network", "networkTier", "portRange", "project",
        "subnetwork",
    ];

    /// <summary>By type token.</summary>
    public static readonly Dictionary<string, string[]> ByType = new(StringComparer.Ordinal)
    {
        ["gcp:artifactregistry/repository:Repository"] = ["format", "kmsKeyName", "location", "mode", "project", "repositoryId"],
        ["gcp:billing/budget:Budget"] = ["billingAccount"],
        ["gcp:certificatemanager/certificate:Certificate"] = ["location", "managed", "name", "project", "scope"],
        ["gcp:certificatemanager/certificateMap:CertificateMap"] = Named,
        ["gcp:certificatemanager/certificateMapEntry:CertificateMapEntry"] = ["hostname", "map", "matcher", "name", "project"],
        ["gcp:certificatemanager/dnsAuthorization:DnsAuthorization"] = ["domain", "location", "name", "project", "type"],
        ["gcp:compute/address:Address"] = Address,
        ["gcp:compute/backendService:BackendService"] = ["loadBalancingScheme", "name", "project"],
        ["gcp:compute/firewall:Firewall"] = ["direction", "name", "network", "project"],
        ["gcp:compute/globalAddress:GlobalAddress"] = Address,
        ["gcp:compute/globalForwardingRule:GlobalForwardingRule"] = ForwardingRule,
        ["gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint"] = Everything,
        ["gcp:compute/globalNetworkEndpointGroup:GlobalNetworkEndpointGroup"] = EndpointGroup,
        ["gcp:compute/healthCheck:HealthCheck"] = Named,
        ["gcp:compute/managedSslCertificate:ManagedSslCertificate"] = Everything,
        ["gcp:compute/network:Network"] = ["autoCreateSubnetworks", "description", "internalIpv6Range", "name", "networkProfile", "project"],
        ["gcp:compute/networkEndpointGroup:NetworkEndpointGroup"] = EndpointGroup,
        ["gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup"] = EndpointGroup,
        ["gcp:compute/route:Route"] = Everything,
        ["gcp:compute/router:Router"] = ["encryptedInterconnectRouter", "name", "network", "project", "region"],
        ["gcp:compute/routerNat:RouterNat"] = ["endpointTypes", "name", "project", "region", "router", "type"],
        ["gcp:compute/sSLPolicy:SSLPolicy"] = ["description", "name", "project"],
        ["gcp:compute/securityPolicy:SecurityPolicy"] = ["name", "project", "type"],
        ["gcp:compute/subnetwork:Subnetwork"] =
            ["description", "externalIpv6Prefix", "ipCidrRange", "name", "network", "project", "purpose", "region", "reservedInternalRange"],
        ["gcp:compute/targetHttpProxy:TargetHttpProxy"] = ["description", "name", "project", "proxyBind"],
        ["gcp:compute/targetHttpsProxy:TargetHttpsProxy"] = ["description", "name", "project", "proxyBind"],
        ["gcp:compute/uRLMap:URLMap"] = Named,
        ["gcp:container/cluster:Cluster"] = Cluster,
        ["gcp:container/nodePool:NodePool"] = NodePool,
        ["gcp:dns/managedZone:ManagedZone"] = ["dnsName", "name", "project", "visibility"],
        ["gcp:dns/recordSet:RecordSet"] = ["managedZone", "name", "project"],
        ["gcp:kms/cryptoKey:CryptoKey"] =
            ["cryptoKeyBackend", "destroyScheduledDuration", "importOnly", "keyRing", "name", "purpose", "skipInitialVersionCreation", "versionTemplate.protectionLevel"],
        ["gcp:kms/cryptoKeyIAMBinding:CryptoKeyIAMBinding"] = ["condition", "cryptoKeyId", "role"],
        ["gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember"] = Everything,
        ["gcp:kms/keyRing:KeyRing"] = ["location", "name", "project"],
        ["gcp:logging/projectBucketConfig:ProjectBucketConfig"] = ["bucketId", "location", "project"],
        ["gcp:logging/projectSink:ProjectSink"] = ["name", "project", "uniqueWriterIdentity"],
        ["gcp:monitoring/alertPolicy:AlertPolicy"] = ["project"],
        ["gcp:monitoring/dashboard:Dashboard"] = ["project"],
        ["gcp:monitoring/notificationChannel:NotificationChannel"] = ["project"],
        ["gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig"] = ["httpCheck.requestMethod", "monitoredResource", "project", "resourceGroup"],
        ["gcp:projects/iAMCustomRole:IAMCustomRole"] = ["project", "roleId"],
        ["gcp:projects/iAMMember:IAMMember"] = Everything,
        ["gcp:projects/service:Service"] = ["project", "service"],
        ["gcp:pubsub/subscription:Subscription"] = ["enableMessageOrdering", "filter", "name", "project", "topic"],
        ["gcp:pubsub/topic:Topic"] = Named,
        ["gcp:pubsub/topicIAMMember:TopicIAMMember"] = Everything,
        ["gcp:secretmanager/secret:Secret"] = ["project", "replication", "secretId"],
        ["gcp:secretmanager/secretIamMember:SecretIamMember"] = Everything,
        ["gcp:serviceaccount/account:Account"] = ["accountId", "project"],
        ["gcp:serviceaccount/iAMBinding:IAMBinding"] = ["condition", "role", "serviceAccountId"],
        ["gcp:serviceaccount/iAMMember:IAMMember"] = Everything,
        ["gcp:storage/bucket:Bucket"] =
            ["customPlacementConfig", "enableObjectRetention", "hierarchicalNamespace", "location", "name", "project"],
        ["gcp:storage/bucketIAMBinding:BucketIAMBinding"] = ["bucket", "condition", "role"],
        ["gcp:storage/bucketIAMMember:BucketIAMMember"] = Everything,
        ["gcp:storage/transferJob:TransferJob"] = ["project"],
    };
}
