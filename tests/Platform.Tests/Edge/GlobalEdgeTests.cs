using WedSync.Planning;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Edge;

public sealed class GlobalEdgeTests
{
    private const string Backend = "gcp:compute/backendService:BackendService";
    private const string Record = "aws:route53/record:Record";
    private const string Check = "aws:route53/healthCheck:HealthCheck";
    private const string Map = "gcp:compute/uRLMap:URLMap";

    [Fact]
    public async Task Address_IsProtectedAndStays()
    {
        var address = (await PlanAsync()).Get("gcp:compute/globalAddress:GlobalAddress", "edge-address");
        Assert.True(address.Protect);
        Assert.True(address.RetainOnDelete);
        Assert.Equal("ai-cache-global-ip", address.Text("name"));
    }

    [Fact]
    public async Task HealthCheck_AsksWhetherTheRegionTakesTraffic()
    {
        var check = (await PlanAsync()).Get("gcp:compute/healthCheck:HealthCheck", "edge-health");
        Assert.Equal("/health/region", check.Text("httpsHealthCheck.requestPath"));
        Assert.Equal("USE_SERVING_PORT", check.Text("httpsHealthCheck.portSpecification"));
        Assert.Equal(5, Number(check, "checkIntervalSec"));
        Assert.Equal(2, Number(check, "unhealthyThreshold"));
    }

    [Fact]
    public async Task Backends_HoldEachZonesEndpointGroupAndTheFirewall()
    {
        var backend = (await PlanAsync()).Get(Backend, "edge-backend-global");
        Assert.Equal(6, backend.At("backends")!.AsArray().Count);
        Assert.EndsWith("/zones/us-east1-b/networkEndpointGroups/wedsync-us-east-edge", backend.Text("backends[0].group"), StringComparison.Ordinal);
        Assert.EndsWith("/zones/asia-southeast1-a/networkEndpointGroups/wedsync-ap-southeast-edge", backend.Text("backends[3].group"), StringComparison.Ordinal);
        Assert.Equal("RATE", backend.Text("backends[0].balancingMode"));
        Assert.Equal("EXTERNAL_MANAGED", backend.Text("loadBalancingScheme"));
        Assert.Equal("HTTPS", backend.Text("protocol"));
        Assert.Equal(60, Number(backend, "connectionDrainingTimeoutSec"));
        Assert.EndsWith("securityPolicies/wedsync-edge-firewall", backend.Text("securityPolicy"), StringComparison.Ordinal);
        Assert.Equal(0.05, backend.At("logConfig.sampleRate")!.GetValue<double>());
    }

    [Fact]
    public async Task EuropeanDomain_ReachesEuropeanBackendsOnly()
    {
        var plan = await PlanAsync();
        var backend = plan.Get(Backend, "edge-backend-eu");
        Assert.All(backend.At("backends")!.AsArray(), b => Assert.Contains("/zones/europe-west1-", b!["group"]!.GetValue<string>(), StringComparison.Ordinal));

        var map = plan.Get(Map, "edge-routes");
        Assert.Equal("ai-cache-eu.wedsync.com", map.Text("hostRules[1].hosts[0]"));
        Assert.Equal("eu", map.Text("hostRules[1].pathMatcher"));
        Assert.EndsWith("backendServices/wedsync-edge-eu", map.Text("pathMatchers[1].defaultService"), StringComparison.Ordinal);
        Assert.Null(map.At("defaultService"));
        var test = map.At("tests")!.AsArray().Single(t => t!["host"]!.GetValue<string>() == "ai-cache-eu.wedsync.com")!;
        Assert.EndsWith("backendServices/wedsync-edge-eu", test["service"]!.GetValue<string>(), StringComparison.Ordinal);

        var records = plan.OfType(Record).Where(r => r.Text("name") == "ai-cache-eu.wedsync.com").ToList();
        Assert.Equal(["eu-west"], records.Select(r => r.Text("setIdentifier")));
    }

    [Fact]
    public async Task Certificates_AreOneADomainProvedByDns()
    {
        var plan = await PlanAsync();
        var certificates = plan.OfType("gcp:certificatemanager/certificate:Certificate").ToList();
        Assert.Equal(
            ["ai-cache-ap.wedsync.com", "ai-cache-eu.wedsync.com", "ai-cache.wedsync.com"],
            certificates.Select(c => c.Text("managed.domains[0]")).Order(StringComparer.Ordinal));
        Assert.All(certificates, c => Assert.Single(c.At("managed.dnsAuthorizations")!.AsArray()));
        var proof = plan.Get(Record, "edge-authorization-ai-cache-eu-wedsync-com-record");
        Assert.Equal("_acme-challenge.ai-cache-eu.wedsync.com.", proof.Text("name"));
        Assert.Equal("CNAME", proof.Text("type"));
        var proxy = plan.Get("gcp:compute/targetHttpsProxy:TargetHttpsProxy", "edge-https");
        Assert.Equal(
            "//certificatemanager.googleapis.com/projects/wedsync-prod/locations/global/certificateMaps/wedsync-edge",
            proxy.Text("certificateMap"));
        var policy = plan.Get("gcp:compute/sSLPolicy:SSLPolicy", "edge-tls");
        Assert.Equal(("TLS_1_2", "MODERN"), (policy.Text("minTlsVersion"), policy.Text("profile")));
    }

    [Fact]
    public async Task PlainHttp_IsRedirected()
    {
        var plan = await PlanAsync();
        Assert.True(plan.Get(Map, "edge-redirect").At("defaultUrlRedirect.httpsRedirect")!.GetValue<bool>());
        Assert.Equal("80", plan.Get("gcp:compute/globalForwardingRule:GlobalForwardingRule", "edge-http-rule").Text("portRange"));
        Assert.Equal("443", plan.Get("gcp:compute/globalForwardingRule:GlobalForwardingRule", "edge-https-rule").Text("portRange"));
    }

    [Fact]
    public async Task Records_SpanBothCloudsByLatencyWithHealthChecks()
    {
        var plan = await PlanAsync();
        var records = plan.OfType(Record).Where(r => r.Text("name") == "ai-cache.wedsync.com").ToDictionary(r => r.Text("setIdentifier")!);

        Assert.Equal(["ap-southeast", "us-east", "us-west"], records.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("us-east-1", records["us-east"].Text("latencyRoutingPolicies[0].region"));
        Assert.Equal("203.0.113.10", records["us-east"].Text("records[0]"));
        Assert.Equal(60, Number(records["us-east"], "ttl"));
        Assert.Equal("us-west.edge.wedsync.com", records["us-west"].Text("aliases[0].name"));
        Assert.True(records["us-west"].At("aliases[0].evaluateTargetHealth")!.GetValue<bool>());
        Assert.Equal("Z0123456789ABCDEFGHIJ", records["us-west"].Text("zoneId"));
        Assert.All(records.Values, r => Assert.NotNull(r.Text("healthCheckId")));

        var check = plan.Get(Check, "edge-check-ai-cache-wedsync-com");
        Assert.Equal(("ai-cache.wedsync.com", "/health/region"), (check.Text("fqdn"), check.Text("resourcePath")));
        Assert.Equal("203.0.113.10", check.Text("ipAddress"));
        Assert.Equal("us-west.edge.wedsync.com", plan.Get(Check, "edge-check-us-west").Text("fqdn"));
    }

    [Fact]
    public async Task Firewall_ChecksCoreRulesBeforeItLimitsTheRate()
    {
        var rules = (await PlanAsync()).Get("gcp:compute/securityPolicy:SecurityPolicy", "edge-firewall").At("rules")!.AsArray();
        var limit = rules.Single(r => r!["action"]!.GetValue<string>() == "rate_based_ban")!;
        var core = rules.Where(r => r!["match"]!["expr"]?["expression"]!.GetValue<string>().StartsWith("evaluatePreconfiguredWaf", StringComparison.Ordinal) ?? false).ToList();

        Assert.Equal(12, core.Count);
        // An allowed request of the rate limit is looked at by no later rule.
        Assert.All(core, r => Assert.True(r!["priority"]!.GetValue<int>() < limit["priority"]!.GetValue<int>()));
        Assert.Equal(60_000, limit["rateLimitOptions"]!["rateLimitThreshold"]!["count"]!.GetValue<int>());
        Assert.Equal("authorization", limit["rateLimitOptions"]!["enforceOnKeyConfigs"]![0]!["enforceOnKeyName"]!.GetValue<string>());
        Assert.Equal(rules.Count, rules.Select(r => r!["priority"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal("allow", rules.Single(r => r!["priority"]!.GetValue<int>() == int.MaxValue)!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nothing_DependsOnTheSeason()
    {
        var peak = await PlanAsync("peak-global");
        var offseason = await PlanAsync("offseason-global");
        Assert.Equal(peak.Resources.Select(r => (r.Name, r.Inputs.ToJsonString())), offseason.Resources.Select(r => (r.Name, r.Inputs.ToJsonString())));
    }

    [Fact]
    public async Task EveryRegionOnAws_NeedsNoGlobalLoadBalancer()
    {
        var plan = await PlanAsync(change: s => s with
        {
            Regions = [.. s.Regions.Select(r => r with { Cloud = Cloud.Aws, Location = "us-west-2" })],
        });
        Assert.Empty(plan.OfType(Backend));
        Assert.Equal(7, plan.OfType(Record).Count());
    }

    private static int Number(PlannedResource resource, string path) => resource.At(path)!.GetValue<int>();

    private static Task<Plan> PlanAsync(string stack = "peak-global", Func<PlatformSettings, PlatformSettings>? change = null)
    {
        var settings = TestSettings.For(stack);
        settings = change is null ? settings : change(settings);
        return PlanRunner.RunAsync(
            new PlanRequest { StackName = stack, IsPreview = false },
            () => new Dictionary<string, object?> { ["edge"] = new GlobalEdge("edge", new GlobalEdgeArgs { Settings = settings }).Addresses });
    }
}
