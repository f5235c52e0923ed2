using System.Collections.Immutable;

namespace WedSync.Planning.Mocks;

/// <summary>Amazon Web Services resources: the form of each type's ARN, and what the provider computes.</summary>
internal static class AwsTypes
{
    private const string Arn = "arn:aws:";

    // An empty form: the type has no ARN, and its id is made of its logical name.
    private static readonly Dictionary<string, string> Arns = new()
    {
        ["acm/certificate:Certificate"] = "acm:us-west-2:{account}:certificate/{logical}",
        ["acm/certificateValidation:CertificateValidation"] = "",
        ["backup/plan:Plan"] = "backup:us-west-2:{account}:backup-plan:{logical}",
        ["backup/selection:Selection"] = "",
        ["backup/vault:Vault"] = "backup:us-west-2:{account}:backup-vault:{name}",
        ["budgets/budget:Budget"] = "budgets::{account}:budget/{name}",
        ["budgets/budgetAction:BudgetAction"] = "budgets::{account}:budget/{budgetName}/action/{logical}",
        ["cfg/recorder:Recorder"] = "",
        ["cloudtrail/trail:Trail"] = "cloudtrail:us-west-2:{account}:trail/{name}",
        ["cloudwatch/logGroup:LogGroup"] = "logs:us-west-2:{account}:log-group:{name}",
        ["cloudwatch/metricAlarm:MetricAlarm"] = "cloudwatch:us-west-2:{account}:alarm:{name}",
        ["dynamodb/table:Table"] = "dynamodb:us-west-2:{account}:table/{name}",
        ["ec2/eip:Eip"] = "ec2:us-west-2:{account}:elastic-ip/{logical}",
        ["ec2/flowLog:FlowLog"] = "ec2:us-west-2:{account}:vpc-flow-log/{logical}",
        ["ec2/internetGateway:InternetGateway"] = "ec2:us-west-2:{account}:internet-gateway/{logical}",
        ["ec2/launchTemplate:LaunchTemplate"] = "ec2:us-west-2:{account}:launch-template/{logical}",
        ["ec2/natGateway:NatGateway"] = "",
        ["ec2/route:Route"] = "",
        ["ec2/routeTable:RouteTable"] = "ec2:us-west-2:{account}:route-table/{logical}",
        ["ec2/routeTableAssociation:RouteTableAssociation"] = "",
        ["ec2/securityGroup:SecurityGroup"] = "ec2:us-west-2:{account}:security-group/{logical}",
        ["ec2/securityGroupRule:SecurityGroupRule"] = "",
        ["ec2/subnet:Subnet"] = "ec2:us-west-2:{account}:subnet/{logical}",
        ["ec2/vpc:Vpc"] = "ec2:us-west-2:{account}:vpc/{logical}",
        ["ec2/vpcEndpoint:VpcEndpoint"] = "ec2:us-west-2:{account}:vpc-endpoint/{logical}",
        ["ec2/defaultSecurityGroup:DefaultSecurityGroup"] = "ec2:us-west-2:{account}:security-group/{logical}",
        ["ec2/networkAcl:NetworkAcl"] = "ec2:us-west-2:{account}:network-acl/{logical}",
        ["ecr/repository:Repository"] = "ecr:us-west-2:{account}:repository/{name}",
        ["eks/accessEntry:AccessEntry"] = "eks:us-west-2:{account}:access-entry/{clusterName}/{logical}",
        ["eks/accessPolicyAssociation:AccessPolicyAssociation"] = "",
        ["eks/addon:Addon"] = "eks:us-west-2:{account}:addon/{clusterName}/{addonName}",
        ["eks/cluster:Cluster"] = "eks:us-west-2:{account}:cluster/{name}",
        ["eks/nodeGroup:NodeGroup"] = "eks:us-west-2:{account}:nodegroup/{clusterName}/{nodeGroupName}",
        ["eks/podIdentityAssociation:PodIdentityAssociation"] = "eks:us-west-2:{account}:podidentityassociation/{clusterName}/{logical}",
        ["guardduty/detector:Detector"] = "guardduty:us-west-2:{account}:detector/{logical}",
        ["guardduty/detectorFeature:DetectorFeature"] = "",
        ["iam/instanceProfile:InstanceProfile"] = "iam::{account}:instance-profile/{name}",
        ["iam/openIdConnectProvider:OpenIdConnectProvider"] = "iam::{account}:oidc-provider/{logical}",
        ["iam/policy:Policy"] = "iam::{account}:policy/{name}",
        ["iam/role:Role"] = "iam::{account}:role/{name}",
        ["iam/rolePolicy:RolePolicy"] = "",
        ["iam/rolePolicyAttachment:RolePolicyAttachment"] = "",
        ["kms/alias:Alias"] = "kms:us-west-2:{account}:{name}",
        ["kms/key:Key"] = "kms:us-west-2:{account}:key/{logical}",
        ["kms/replicaKey:ReplicaKey"] = "kms:us-west-2:{account}:key/{logical}",
        ["lb/listener:Listener"] = "elasticloadbalancing:us-west-2:{account}:listener/app/{logical}",
        ["lb/listenerRule:ListenerRule"] = "elasticloadbalancing:us-west-2:{account}:listener-rule/app/{logical}",
        ["lb/loadBalancer:LoadBalancer"] = "elasticloadbalancing:us-west-2:{account}:loadbalancer/app/{name}",
        ["lb/targetGroup:TargetGroup"] = "elasticloadbalancing:us-west-2:{account}:targetgroup/{name}",
        ["route53/healthCheck:HealthCheck"] = "route53:::healthcheck/{logical}",
        ["route53/record:Record"] = "",
        ["route53/zone:Zone"] = "route53:::hostedzone/{logical}",
        ["s3/bucket:Bucket"] = "s3:::{bucket}",
        ["s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = "",
        ["s3/bucketLogging:BucketLogging"] = "",
        ["s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"] = "",
        ["s3/bucketOwnershipControls:BucketOwnershipControls"] = "",
        ["s3/bucketPolicy:BucketPolicy"] = "",
        ["s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = "",
        ["s3/bucketReplicationConfig:BucketReplicationConfig"] = "",
        ["s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = "",
        ["s3/bucketVersioning:BucketVersioning"] = "",
        ["secretsmanager/secret:Secret"] = "secretsmanager:us-west-2:{account}:secret:{name}",
        ["secretsmanager/secretPolicy:SecretPolicy"] = "",
        ["sns/topic:Topic"] = "sns:us-west-2:{account}:{name}",
        ["sns/topicPolicy:TopicPolicy"] = "",
        ["sns/topicSubscription:TopicSubscription"] = "sns:us-west-2:{account}:{logical}",
        ["sqs/queue:Queue"] = "sqs:us-west-2:{account}:{name}",
        ["vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = "ec2:us-west-2:{account}:security-group-rule/{logical}",
        ["vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = "ec2:us-west-2:{account}:security-group-rule/{logical}",
        ["wafv2/ipSet:IpSet"] = "wafv2:us-west-2:{account}:regional/ipset/{name}",
        ["wafv2/webAcl:WebAcl"] = "wafv2:us-west-2:{account}:regional/webacl/{name}",
        ["wafv2/webAclAssociation:WebAclAssociation"] = "",
        ["wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"] = "",
    };

    public static IEnumerable<KeyValuePair<string, KnownType>> All()
    {
        foreach (var (type, form) in Arns)
        {
            var token = $"aws:{type}";
            var arn = form.Replace("{account}", Samples.AwsAccount, StringComparison.Ordinal);
            yield return new(token, new KnownType((name, inputs) => Answer(token, arn, name, inputs)));
        }

        yield return new("pulumi:providers:aws", new KnownType((name, inputs) => new MockAnswer($"{name}-id", inputs.With([]))));
    }

    private static MockAnswer Answer(string token, string form, string name, ImmutableDictionary<string, object> inputs)
    {
        var id = Id(token, name, inputs);
        if (!inputs.ContainsKey("bucket") && token == "aws:s3/bucket:Bucket")
        {
            inputs = inputs.SetItem("bucket", name);
        }

        var common = new Dictionary<string, object> { ["name"] = name, ["region"] = "us-west-2" };
        var computed = Computed(token, id, inputs);
        if (form.Length > 0)
        {
            computed["arn"] = Arn + MockInputs.Fill(form, name, inputs);
        }

        if (token == "aws:eks/cluster:Cluster")
        {
            inputs = inputs.SetItem("vpcConfig", ClusterNetwork(name, inputs));
        }

        return new MockAnswer(IdIsArn(token) ? (string)computed["arn"] : id, inputs.With(computed).ToImmutableDictionary().With(common));
    }

    private static bool IdIsArn(string token) => token.StartsWith("aws:lb/", StringComparison.Ordinal)
        || token is "aws:acm/certificate:Certificate" or "aws:iam/policy:Policy" or "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
            or "aws:secretsmanager/secret:Secret" or "aws:sns/topic:Topic";

    private static string Id(string token, string name, ImmutableDictionary<string, object> inputs) => token switch
    {
        "aws:s3/bucket:Bucket" => inputs.Text("bucket") ?? name,
        "aws:eks/cluster:Cluster" or "aws:iam/role:Role" => inputs.Text("name") ?? name,
        _ => $"{token.Split(':')[2].ToLowerInvariant()}-{name}",
    };

    private static Dictionary<string, object> Computed(string token, string id, ImmutableDictionary<string, object> inputs) => token switch
    {
        "aws:acm/certificate:Certificate" => new() { ["domainValidationOptions"] = ValidationOptions(inputs) },
        "aws:acm/certificateValidation:CertificateValidation" => new() { ["certificateArn"] = inputs.Text("certificateArn") ?? id },
        "aws:ec2/eip:Eip" => new() { ["allocationId"] = id, ["publicIp"] = Samples.PublicIp },
        "aws:ec2/launchTemplate:LaunchTemplate" => new() { ["latestVersion"] = 1 },
        "aws:eks/cluster:Cluster" => Cluster(id),
        "aws:kms/key:Key" => new() { ["keyId"] = id },
        "aws:lb/loadBalancer:LoadBalancer" => new()
        {
            ["arnSuffix"] = $"app/{id}",
            ["dnsName"] = $"{id}.us-west-2.elb.amazonaws.com",
            ["zoneId"] = "Z1H1FL5HABSF5",
        },
        "aws:route53/record:Record" => new() { ["fqdn"] = inputs.Text("name") ?? id },
        "aws:route53/zone:Zone" => new() { ["zoneId"] = id, ["nameServers"] = ImmutableArray.Create("ns-1.awsdns-01.com") },
        "aws:s3/bucket:Bucket" => new()
        {
            ["bucketDomainName"] = $"{id}.s3.amazonaws.com",
            ["bucketRegionalDomainName"] = $"{id}.s3.us-west-2.amazonaws.com",
        },
        "aws:sqs/queue:Queue" => new() { ["url"] = $"https://sqs.us-west-2.amazonaws.com/{Samples.AwsAccount}/{id}" },
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" => new() { ["securityGroupRuleId"] = id },
        _ => [],
    };

    private static ImmutableArray<object> ValidationOptions(ImmutableDictionary<string, object> inputs)
    {
        var others = inputs.GetValueOrDefault("subjectAlternativeNames") is ImmutableArray<object> names ? names : [];
        return [.. others.OfType<string>().Prepend(inputs.Text("domainName") ?? "").Distinct().Select(domain => new Dictionary<string, object>
        {
            ["domainName"] = domain,
            ["resourceRecordName"] = $"_1a2b3c.{domain}.",
            ["resourceRecordType"] = "CNAME",
            ["resourceRecordValue"] = "_4d5e6f.acm-validations.aws.",
        }.ToImmutableDictionary())];
    }

    private static Dictionary<string, object> Cluster(string name) => new()
    {
        ["endpoint"] = $"https://{name}.gr7.us-west-2.eks.amazonaws.com",
        ["certificateAuthority"] = new Dictionary<string, object> { ["data"] = Samples.CertificateAuthority }.ToImmutableDictionary(),
        ["certificateAuthorities"] = ImmutableArray.Create(
            new Dictionary<string, object> { ["data"] = Samples.CertificateAuthority }.ToImmutableDictionary()),
        ["identities"] = ImmutableArray.Create(new Dictionary<string, object>
        {
            ["oidcs"] = ImmutableArray.Create(new Dictionary<string, object>
            {
                ["issuer"] = $"https://oidc.eks.us-west-2.amazonaws.com/id/{name}",
            }.ToImmutableDictionary()),
        }.ToImmutableDictionary()),
    };

    private static ImmutableDictionary<string, object> ClusterNetwork(string name, ImmutableDictionary<string, object> inputs)
        => inputs.Map("vpcConfig").SetItem("clusterSecurityGroupId", $"sg-{name}").SetItem("vpcId", $"vpc-of-{name}");
}
