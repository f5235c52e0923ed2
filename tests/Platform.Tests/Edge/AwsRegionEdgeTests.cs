using System.Text.Json.Nodes;
using Pulumi;
using WedSync.Contracts;
using WedSync.Planning;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Edge;

public sealed class AwsRegionEdgeTests
{
    private const string Listener = "aws:lb/listener:Listener";
    private const string Record = "aws:route53/record:Record";
    private const string SecurityRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    [Fact]
    public async Task Balancer_IsProtectedLogsAccessAndServesNothingWithoutItsFirewall()
    {
        var plan = await PlanAsync();
        var balancer = plan.Get("aws:lb/loadBalancer:LoadBalancer", "us-west-edge-balancer");
        Assert.True(balancer.Protect);
        balancer.Has(
            ("name", "wedsync-us-west-edge"),
            ("internal", "false"),
            ("dropInvalidHeaderFields", "true"),
            ("enableDeletionProtection", "true"),
            ("enableWafFailOpen", "false"),
            ("accessLogs.enabled", "true"),
            ("accessLogs.bucket", "wedsync-us-west-edge-logs"));
        var association = plan.Get("aws:wafv2/webAclAssociation:WebAclAssociation", "us-west-edge-firewall-association");
        Assert.Contains("loadbalancer/app/wedsync-us-west-edge", association.Text("resourceArn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_ArePodsCheckedForTheRegionsHealth()
    {
        var targets = (await PlanAsync()).Get("aws:lb/targetGroup:TargetGroup", "us-west-edge-targets");
        targets.Has(
            ("targetType", "ip"),
            ("protocol", "HTTPS"),
            ("port", "10443"),
            ("healthCheck.path", HttpPaths.RegionHealth),
            ("healthCheck.interval", "5"),
            ("healthCheck.unhealthyThreshold", "2"),
            ("deregistrationDelay", "60"));
    }

    [Fact]
    public async Task Listeners_ServeTheGroupsDomainsOnlyAndRedirectPlainHttp()
    {
        var plan = await PlanAsync();
        plan.Get(Listener, "us-west-edge-https").Has(
            ("sslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
            ("defaultActions[0].type", "fixed-response"),
            ("defaultActions[0].fixedResponse.statusCode", "404"));
        var hosts = plan.Get("aws:lb/listenerRule:ListenerRule", "us-west-edge-hosts").At("conditions[0].hostHeader.values")!.AsArray();
        Assert.Equal(
            ["us-west.edge.wedsync.com", "ai-cache.wedsync.com", "ai-cache-ap.wedsync.com"],
            hosts.Select(h => h!.GetValue<string>()));
        plan.Get(Listener, "us-west-edge-http").Has(
            ("defaultActions[0].redirect.protocol", "HTTPS"), ("defaultActions[0].redirect.statusCode", "HTTP_301"));
    }

    [Fact]
    public async Task Certificate_IsProvedByDnsBeforeTheListenerTakesIt()
    {
        var plan = await PlanAsync();
        var certificate = plan.Get("aws:acm/certificate:Certificate", "us-west-edge-certificate");
        certificate.Has(("domainName", "us-west.edge.wedsync.com"), ("validationMethod", "DNS"));
        plan.Get(Record, "us-west-edge-proof-ai-cache-wedsync-com").Has(
            ("name", "_1a2b3c.ai-cache.wedsync.com."), ("type", "CNAME"), ("records[0]", "_4d5e6f.acm-validations.aws."));
        var validation = plan.Get("aws:acm/certificateValidation:CertificateValidation", "us-west-edge-certificate-validation");
        Assert.Equal(3, validation.At("validationRecordFqdns")!.AsArray().Count);
    }

    [Fact]
    public async Task Record_IsTheNameThatTheGlobalScopeKnows()
    {
        var plan = await PlanAsync();
        var record = plan.Get(Record, "us-west-edge-record");
        record.Has(("name", "us-west.edge.wedsync.com"), ("type", "A"), ("aliases[0].evaluateTargetHealth", "true"));
        Assert.EndsWith(".us-west-2.elb.amazonaws.com", record.Text("aliases[0].name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Firewall_CountsBodiesAndBlocksTheRest()
    {
        var rules = (await PlanAsync()).Get("aws:wafv2/webAcl:WebAcl", "us-west-edge-firewall").At("rules")!.AsArray();
        Assert.Equal(
            [
                "internal-paths", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet",
                "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet", "rate-limit", "address-limit",
            ],
            rules.Select(r => r!["name"]!.GetValue<string>()));
        Assert.Equal("^(/metrics|/ready|/health)$", rules[0]!["statement"]!["regexMatchStatement"]!["regexString"]!.GetValue<string>());
        Assert.Equal(300_000, rules[5]!["statement"]!["rateBasedStatement"]!["limit"]!.GetValue<int>());
        // Requests without a token are counted by their address alone.
        Assert.Equal("IP", rules[6]!["statement"]!["rateBasedStatement"]!["aggregateKeyType"]!.GetValue<string>());
        Assert.Equal(900_000, rules[6]!["statement"]!["rateBasedStatement"]!["limit"]!.GetValue<int>());
        var counted = rules[4]!["statement"]!["managedRuleGroupStatement"]!["ruleActionOverrides"]!.AsArray();
        Assert.Equal(["SQLi_BODY"], counted.Select(c => c!["name"]!.GetValue<string>()));
        Assert.Equal(rules.Count, rules.Select(r => r!["priority"]!.GetValue<int>()).Distinct().Count());
    }

    [Fact]
    public async Task Pods_AreReachedFromTheBalancerOnTheirPortAlone()
    {
        var rule = (await PlanAsync()).Get(SecurityRule, "us-west-pods-from-edge");
        rule.Has(("fromPort", "10443"), ("toPort", "10443"), ("ipProtocol", "tcp"), ("cidrIpv4", null));
        Assert.NotNull(rule.Text("referencedSecurityGroupId"));
    }

    [Fact]
    public async Task Binding_KeepsTheProxiesInTheTargetGroup()
    {
        var plan = await PlanAsync();
        var binding = plan.Get("kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "us-west-edge-targets-binding");
        binding.Has(
            ("metadata.namespace", "wedsync-edge"),
            ("spec.targetType", "ip"),
            ("spec.serviceRef.name", "ai-cache-envoy"),
            ("spec.serviceRef.port", "443"));
        Assert.Contains("targetgroup/wedsync-us-west-edge", binding.Text("spec.targetGroupARN"), StringComparison.Ordinal);
        var release = plan.Get("kubernetes:helm.sh/v3:Release", "us-west-edge-controller");
        release.Has(("version", "3.5.0"), ("values.createIngressClassResource", "false"), ("values.region", "us-west-2"));
        Assert.Contains(release.Urn, binding.DependsOn);
    }

    [Fact]
    public async Task IngressEdge_LeadsToTheIngressControllersPods()
    {
        var plan = await RegionFixture.PlanAsync(
            "peak-us-west",
            (cluster, cloud) =>
            {
                var ingress = new ClassicIngress("ingress", new ClassicIngressArgs { Context = cluster.Context }, cloud);
                Assert.NotNull(new AwsRegionEdge("edge", IngressArgs(cluster, ingress), cloud));
            },
            s => s with { Edge = Platform.Configuration.EdgeMode.Ingress });
        plan.Get("kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "us-west-edge-targets-binding")
            .Has(("spec.serviceRef.name", "ingress-nginx-controller"), ("spec.serviceRef.port", "443"));
        plan.Get("aws:lb/targetGroup:TargetGroup", "us-west-edge-targets").Has(("port", "8443"));
    }

    private static AwsRegionEdgeArgs IngressArgs(Platform.Components.Cluster.RegionCluster cluster, ClassicIngress ingress) => new()
    {
        Cluster = cluster,
        LogsKeyId = Output.Create("key"),
        ServiceReady = ingress.Controller,
        Service = ClassicNames.Service,
        PodPort = ClassicNames.PodPort,
    };

    [Fact]
    public async Task Controller_ChangesOnlyWhatItsClusterOwnsAndTheOneTargetGroup()
    {
        var plan = await PlanAsync();
        var policy = Assert.Single(
            plan.Resources,
            r => r.Type == "aws:iam/rolePolicy:RolePolicy" && r.Name.StartsWith("us-west-edge-controller-identity", StringComparison.Ordinal));
        var statements = JsonNode.Parse(policy.Text("policy")!)!["Statement"]!.AsArray().Select(s => s!.AsObject()).ToList();

        var open = statements.Where(s => s["Condition"] is null && Texts(s["Resource"]!).Contains("*")).SelectMany(s => Texts(s["Action"]!));
        Assert.All(open, action => Assert.Matches(":(Describe|Get)", action));
        var register = statements.First(s => Texts(s["Action"]!).Contains("elasticloadbalancing:RegisterTargets"));
        Assert.Equal(["arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/wedsync-us-west-edge"], Texts(register["Resource"]!));
        // The sync worker's network load balancer is made by it.
        var create = statements.Single(s => Texts(s["Action"]!).Contains("elasticloadbalancing:CreateLoadBalancer"));
        Assert.Equal(
            plan.Get("kubernetes:helm.sh/v3:Release", "us-west-edge-controller").Text("values.clusterName"),
            create["Condition"]!["StringEquals"]!["aws:RequestTag/elbv2.k8s.aws/cluster"]!.GetValue<string>());
    }

    [Fact]
    public async Task FirewallLog_KeepsWhatWasRefusedWithoutTokensAndKeys()
    {
        (await PlanAsync()).Get("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "us-west-edge-firewall-logging").Has(
            ("redactedFields[0].singleHeader.name", "authorization"),
            ("redactedFields[1].uriPath", "{}"),
            ("redactedFields[2].queryString", "{}"),
            ("loggingFilter.defaultBehavior", "DROP"),
            ("loggingFilter.filters[0].behavior", "KEEP"),
            ("loggingFilter.filters[0].conditions[0].actionCondition.action", "BLOCK"),
            ("loggingFilter.filters[0].conditions[1].actionCondition.action", "COUNT"));
    }

    [Fact]
    public async Task Proofs_StayForOtherRegionsOfTheAccount()
    {
        var proofs = (await PlanAsync()).Resources.Where(r => r.Name.StartsWith("us-west-edge-proof-", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, proofs.Count);
        Assert.All(proofs, r => Assert.True(r.RetainOnDelete, r.Name));
    }

    private static List<string> Texts(JsonNode node)
        => node is JsonArray array ? [.. array.Select(n => n!.GetValue<string>())] : [node.GetValue<string>()];

    private static Task<Plan> PlanAsync() => RegionFixture.PlanAsync("peak-us-west", (cluster, cloud) =>
    {
        var gateway = new RegionalGateway("gateway", new RegionalGatewayArgs { Context = cluster.Context }, cloud);
        Assert.NotNull(new AwsRegionEdge(
            "edge",
            new AwsRegionEdgeArgs { Cluster = cluster, LogsKeyId = Output.Create("arn:aws:kms:us-west-2:123456789012:key/logs"), ServiceReady = gateway.Ready },
            cloud));
    });
}
