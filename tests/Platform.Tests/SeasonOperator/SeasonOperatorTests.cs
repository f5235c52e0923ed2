using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Platform.Components.SeasonOperator;

namespace WedSync.Platform.Tests.SeasonOperator;

public sealed class SeasonOperatorTests
{
    private const string Job = "kubernetes:batch/v1:Job";
    private const string Container = "spec.template.spec.containers[0]";

    [Fact]
    public async Task Rights_AreNamedObjectsOnly()
    {
        var rules = await RulesAsync("season-operator");
        // What cannot be limited by name: lists, creations and events.
        string[] unnamed = ["pods get,list,watch", "leases create", "events create,patch", "events create,patch"];
        Assert.Equal(
            unnamed.Order(StringComparer.Ordinal),
            rules.Where(r => r["resourceNames"] is null).Select(Describe).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("*", string.Concat(rules.Select(r => r.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain("secrets", string.Concat(rules.Select(r => r.ToJsonString())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("horizontalpodautoscalers", "get,patch", "ai-cache-service-hpa", "ml-prediction-hpa")]
    [InlineData("statefulsets", "get,patch", "redis-cluster-primary")]
    [InlineData("deployments", "get,patch", "cache-preprocessor")]
    [InlineData("resourcequotas", "get,patch", "ai-cache-quota")]
    [InlineData("rollouts", "get", "ai-cache-service")]
    public async Task Rights_MoveTheElasticObjects(string resource, string verbs, params string[] names)
    {
        var rule = (await RulesAsync("season-operator")).Single(r => r["resources"]![0]!.GetValue<string>() == resource);
        Assert.Equal($"{resource} {verbs}", Describe(rule));
        Assert.Equal(names, rule["resourceNames"]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task Rights_OverVolumes_EndAtTheNodesThatASeasonRemoves()
    {
        var rule = (await RulesAsync("season-operator")).Single(r => r["resources"]![0]!.GetValue<string>() == "persistentvolumeclaims");
        Assert.Equal(
            Enumerable.Range(6, 6).Select(i => $"redis-storage-redis-cluster-primary-{i}"),
            rule["resourceNames"]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task ReadinessJob_OnlyLooks()
        => Assert.All(await RulesAsync("season-readiness"), r => Assert.Equal("""["get"]""", r["verbs"]!.ToJsonString()));

    [Fact]
    public async Task Operator_RunsTwiceWithEverythingItNeeds()
    {
        var deployment = (await PlanAsync("peak-us-east")).OfType("kubernetes:apps/v1:Deployment").Single();
        Assert.Equal("2", deployment.Text("spec.replicas"));
        Assert.Equal("season-operator", deployment.Text("spec.template.spec.serviceAccountName"));
        Assert.Equal("true", deployment.Text("spec.template.spec.automountServiceAccountToken"));
        Assert.Equal("""["run"]""", deployment.Text($"{Container}.args"));
        var environment = WorkloadPlans.Environment(deployment, Container);
        Assert.Equal("/etc/wedsync/season", environment["SEASONAL_CONFIG_DIRECTORY"]);
        Assert.Equal("redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379", environment["REDIS_NODE_ENDPOINTS"]);
        Assert.Equal("operator", environment["REDIS_USERNAME"]);
        Assert.Equal("http://prometheus.wedsync-monitoring:9090", environment["PROMETHEUS_URL"]);
        Assert.Equal("8080", environment["STATUS_PORT"]);
        Assert.Equal("8080", deployment.Text($"{Container}.readinessProbe.httpGet.port"));
    }

    [Fact]
    public async Task Readiness_WaitsForTheProfile_AndRunsAgainForAnother()
    {
        var peak = (await PlanAsync("peak-us-east")).Get(Job, "us-east-season-readiness");
        var again = (await PlanAsync("peak-us-east")).Get(Job, "us-east-season-readiness");
        var off = (await PlanAsync("offseason-us-east")).Get(Job, "us-east-season-readiness");

        Assert.Equal("season-readiness", peak.Text("metadata.name"));
        Assert.Equal("""["profile","wait","--timeout","90m"]""", peak.Text($"{Container}.args"));
        Assert.True(peak.DeleteBeforeReplace);
        Assert.Equal(["spec.template"], peak.ReplaceOnChanges);
        const string Checksum = "spec.template.metadata.annotations[\"wedsync.com/profile-checksum\"]";
        Assert.Equal(peak.Text(Checksum), again.Text(Checksum));
        Assert.NotEqual(peak.Text(Checksum), off.Text(Checksum));
        Assert.Equal(peak.Text("metadata.name"), off.Text("metadata.name"));
        Assert.Equal(
            (await PlanAsync("peak-us-east")).OfType("kubernetes:apps/v1:Deployment").Single().Urn,
            peak.DependsOn.Single(d => d.Contains("Deployment", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Season_ChangesNothingButTheReadinessJob()
        => Assert.Equal(
            [$"{Job} us-east-season-readiness"],
            WorkloadPlans.Differences(await PlanAsync("offseason-us-east"), await PlanAsync("peak-us-east")));

    private static async Task<List<JsonNode>> RulesAsync(string role)
        => [.. (await PlanAsync("peak-us-east")).Get("kubernetes:rbac.authorization.k8s.io/v1:Role", $"us-east-{role}")
            .At("rules")!.AsArray().Select(r => r!)];

    private static string Describe(JsonNode rule)
        => $"{rule["resources"]![0]} {string.Join(',', rule["verbs"]!.AsArray().Select(v => v!.GetValue<string>()))}";

    private static Task<Plan> PlanAsync(string stack)
        => WorkloadPlans.RunAsync(
            stack, context => _ = new Components.SeasonOperator.SeasonOperator("season", new SeasonOperatorArgs { Context = context }));
}
