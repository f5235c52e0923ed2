using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.LB;
using Pulumi.Aws.LB.Inputs;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using Pulumi.Aws.Vpc;
using WedSync.Contracts;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;
using BucketVersioningArgs = Pulumi.Aws.S3.BucketVersioningArgs;

namespace WedSync.Platform.Components.Edge;

/// <summary>A region's load balancer on AWS, its target group of pods, its listeners and its access log.</summary>
internal sealed class AwsLoadBalancer(AwsRegionEdgeArgs args, Resource parent)
{
    /// <summary>TLS 1.3 and 1.2 with forward secrecy.</summary>
    public const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private readonly RegionSettings _region = args.Cluster.Context.Region;
    private readonly RegionCluster _cluster = args.Cluster;

    public LoadBalancer Balancer { get; private set; } = null!;

    public TargetGroup Targets { get; private set; } = null!;

    public void Build(Output<string> certificate, IReadOnlyList<string> domains)
    {
        var group = SecurityGroup();
        Balancer = NewBalancer(group, LogBucket());
        Targets = NewTargets();
        Listen(certificate, domains);
    }

    private SecurityGroup SecurityGroup()
    {
        var group = new SecurityGroup($"{_region.Name}-edge-group", new SecurityGroupArgs
        {
            Name = CloudTags.Name(_region, "edge"),
            Description = "Load balancer of the AI cache",
            VpcId = _cluster.NetworkId,
            Tags = CloudTags.Named(_region, "edge"),
        }, Child());
        foreach (var port in new[] { 80, 443 })
        {
            _ = new SecurityGroupIngressRule($"{_region.Name}-edge-from-world-{port}", new SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = group.Id,
                Description = port == 443 ? "HTTPS" : "HTTP, redirected",
                CidrIpv4 = "0.0.0.0/0",
                IpProtocol = "tcp",
                FromPort = port,
                ToPort = port,
            }, Child());
        }

        _ = new SecurityGroupEgressRule($"{_region.Name}-edge-to-pods", new SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = group.Id,
            Description = "Proxies",
            ReferencedSecurityGroupId = _cluster.SecurityGroupId,
            IpProtocol = "tcp",
            FromPort = args.PodPort,
            ToPort = args.PodPort,
        }, Child());
        _ = new SecurityGroupIngressRule($"{_region.Name}-pods-from-edge", new SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = _cluster.SecurityGroupId,
            Description = "Load balancer to proxies",
            ReferencedSecurityGroupId = group.Id,
            IpProtocol = "tcp",
            FromPort = args.PodPort,
            ToPort = args.PodPort,
        }, Child());
        return group;
    }

    private LoadBalancer NewBalancer(SecurityGroup group, Output<string> logBucket) => new($"{_region.Name}-edge-balancer", new LoadBalancerArgs
    {
        Name = CloudTags.Name(_region, "edge"),
        LoadBalancerType = "application",
        Internal = false,
        IpAddressType = "ipv4",
        SecurityGroups = { group.Id },
        Subnets = _cluster.PublicSubnetIds,
        IdleTimeout = 60,
        // Longer than the idle time of the proxies would race with them; they keep connections for 620 s.
        ClientKeepAlive = 3600,
        DropInvalidHeaderFields = true,
        DesyncMitigationMode = "defensive",
        XffHeaderProcessingMode = "append",
        EnableHttp2 = true,
        EnableCrossZoneLoadBalancing = true,
        EnableZonalShift = true,
        // Without its firewall it serves nothing.
        EnableWafFailOpen = false,
        EnableDeletionProtection = true,
        AccessLogs = new LoadBalancerAccessLogsArgs { Bucket = logBucket, Prefix = AwsEdgePolicies.LogPrefix, Enabled = true },
        Tags = CloudTags.Named(_region, "edge"),
    }, new CustomResourceOptions { Parent = parent, Protect = true });

    private TargetGroup NewTargets() => new($"{_region.Name}-edge-targets", new TargetGroupArgs
    {
        Name = CloudTags.Name(_region, "edge"),
        VpcId = _cluster.NetworkId,
        TargetType = "ip",
        Port = args.PodPort,
        Protocol = "HTTPS",
        ProtocolVersion = "HTTP1",
        DeregistrationDelay = 60,
        SlowStart = 0,
        LoadBalancingAlgorithmType = "least_outstanding_requests",
        // A drained region answers 503 here, so that DNS moves its traffic away.
        HealthCheck = new TargetGroupHealthCheckArgs
        {
            Enabled = true,
            Path = HttpPaths.RegionHealth,
            Protocol = "HTTPS",
            Port = "traffic-port",
            Matcher = "200",
            Interval = 5,
            Timeout = 3,
            HealthyThreshold = 2,
            UnhealthyThreshold = 2,
        },
        Tags = CloudTags.Named(_region, "edge"),
    }, Child());

    /// <summary>Only the domains of the region's group reach pods: a host of another residency is nobody's here.</summary>
    private void Listen(Output<string> certificate, IReadOnlyList<string> domains)
    {
        var https = new Listener($"{_region.Name}-edge-https", new ListenerArgs
        {
            LoadBalancerArn = Balancer.Arn,
            Port = 443,
            Protocol = "HTTPS",
            SslPolicy = TlsPolicy,
            CertificateArn = certificate,
            RoutingHttpResponseServerEnabled = false,
            RoutingHttpResponseStrictTransportSecurityHeaderValue = "max-age=63072000; includeSubDomains",
            DefaultActions =
            {
                new ListenerDefaultActionArgs
                {
                    Type = "fixed-response",
                    FixedResponse = new ListenerDefaultActionFixedResponseArgs { ContentType = "text/plain", StatusCode = "404", MessageBody = "unknown host" },
                },
            },
        }, Child());
        _ = new ListenerRule($"{_region.Name}-edge-hosts", new ListenerRuleArgs
        {
            ListenerArn = https.Arn,
            Priority = 10,
            Conditions =
            {
                new ListenerRuleConditionArgs { HostHeader = new ListenerRuleConditionHostHeaderArgs { Values = domains.ToArray() } },
            },
            Actions = { new ListenerRuleActionArgs { Type = "forward", TargetGroupArn = Targets.Arn } },
        }, Child());
        _ = new Listener($"{_region.Name}-edge-http", new ListenerArgs
        {
            LoadBalancerArn = Balancer.Arn,
            Port = 80,
            Protocol = "HTTP",
            DefaultActions =
            {
                new ListenerDefaultActionArgs
                {
                    Type = "redirect",
                    Redirect = new ListenerDefaultActionRedirectArgs { Protocol = "HTTPS", Port = "443", StatusCode = "HTTP_301" },
                },
            },
        }, Child());
    }

    /// <summary>Load balancers deliver access logs to buckets with S3's own keys only.</summary>
    private Output<string> LogBucket()
    {
        var name = CloudTags.Name(_region, "edge-logs");
        var bucket = new Bucket($"{_region.Name}-edge-logs", new BucketArgs
        {
            BucketName = name,
            ForceDestroy = false,
            Tags = CloudTags.Named(_region, "edge-logs"),
        }, new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });
        var block = new BucketPublicAccessBlock($"{_region.Name}-edge-logs-public-access", new BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, Child());
        _ = new BucketServerSideEncryptionConfiguration($"{_region.Name}-edge-logs-encryption", new Pulumi.Aws.S3.BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new BucketServerSideEncryptionConfigurationRuleArgs
                {
                    ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = "AES256",
                    },
                },
            },
        }, Child());
        _ = new BucketVersioning($"{_region.Name}-edge-logs-versioning", new BucketVersioningArgs
        {
            Bucket = bucket.Id,
            VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, Child());
        _ = new BucketLifecycleConfiguration($"{_region.Name}-edge-logs-lifecycle", new BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new BucketLifecycleConfigurationRuleArgs
                {
                    Id = "keep-90-days",
                    Status = "Enabled",
                    Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = 90 },
                    NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = 7 },
                },
            },
        }, Child());
        var policy = new BucketPolicy($"{_region.Name}-edge-logs-policy", new BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Policy = AwsEdgePolicies.LogBucket(name, _region.Location, args.Cluster.Context.Settings.Accounts.AwsAccountId),
        }, Child(block));
        // The name passes through the policy: a load balancer that may not write its log is refused.
        return policy.Bucket;
    }

    private CustomResourceOptions Child(params Resource[] dependsOn) => new() { Parent = parent, DependsOn = dependsOn };
}
