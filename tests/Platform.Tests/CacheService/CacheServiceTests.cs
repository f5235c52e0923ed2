using WedSync.Planning;
using WedSync.Platform.Components.CacheService;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.CacheService;

public sealed class CacheServiceTests
{
    private const string Rollout = "kubernetes:argoproj.io/v1alpha1:Rollout";
    private const string Hpa = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
    private const string Canary = "spec.strategy.canary";

    [Fact]
    public async Task Pods_BelongToOneRollout_AndTheAutoscalerScalesIt()
    {
        var plan = await PlanAsync("peak-us-east");
        Assert.Empty(plan.OfType("kubernetes:apps/v1:Deployment"));
        var rollout = Assert.Single(plan.OfType(Rollout));
        Assert.Null(rollout.At("spec.replicas"));
        Assert.Equal("""{"app":"ai-cache-service"}""", rollout.Text("spec.selector.matchLabels"));
        var hpa = Assert.Single(plan.OfType(Hpa));
        Assert.Equal("ai-cache-service-hpa", hpa.Text("metadata.name"));
        Assert.Equal("argoproj.io/v1alpha1", hpa.Text("spec.scaleTargetRef.apiVersion"));
        Assert.Equal("Rollout", hpa.Text("spec.scaleTargetRef.kind"));
        Assert.Equal(rollout.Text("metadata.name"), hpa.Text("spec.scaleTargetRef.name"));
    }

    [Theory]
    [InlineData("peak-us-east", 25, 200, 60, 70)]
    [InlineData("preseason-us-east", 15, 100, 65, 75)]
    [InlineData("offseason-us-west", 10, 50, 70, 80)]
    public async Task Autoscaler_HasTheProfilesBoundsAndTargets(string stack, int min, int max, int cpu, int memory)
    {
        var hpa = (await PlanAsync(stack)).OfType(Hpa).Single();
        Assert.Equal(min, hpa.At("spec.minReplicas")!.GetValue<int>());
        Assert.Equal(max, hpa.At("spec.maxReplicas")!.GetValue<int>());
        Assert.Equal("cpu", hpa.Text("spec.metrics[0].resource.name"));
        Assert.Equal(cpu, hpa.At("spec.metrics[0].resource.target.averageUtilization")!.GetValue<int>());
        Assert.Equal("memory", hpa.Text("spec.metrics[1].resource.name"));
        Assert.Equal(memory, hpa.At("spec.metrics[1].resource.target.averageUtilization")!.GetValue<int>());
    }

    [Fact]
    public async Task Autoscaler_ScalesOnMissesPerPod_NeverOnAHitRate()
    {
        var hpa = (await PlanAsync("peak-us-east")).OfType(Hpa).Single();
        Assert.Equal("External", hpa.Text("spec.metrics[2].type"));
        Assert.Equal("cache_misses_per_second", hpa.Text("spec.metrics[2].external.metric.name"));
        // AverageValue is divided by the pods and so falls as they are added; Value is not.
        Assert.Equal("AverageValue", hpa.Text("spec.metrics[2].external.target.type"));
        Assert.Equal("25", hpa.Text("spec.metrics[2].external.target.averageValue"));
        Assert.DoesNotContain("hit_rate", hpa.Inputs.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Autoscaler_KeepsTheFirstPlatformsBehavior_AndIgnoresItsElasticFieldsAlone()
    {
        var hpa = (await PlanAsync("peak-us-east")).OfType(Hpa).Single();
        Assert.Equal("60", hpa.Text("spec.behavior.scaleUp.stabilizationWindowSeconds"));
        Assert.Equal("""{"periodSeconds":60,"type":"Percent","value":100}""", hpa.Text("spec.behavior.scaleUp.policies[0]"));
        Assert.Equal("300", hpa.Text("spec.behavior.scaleDown.stabilizationWindowSeconds"));
        Assert.Equal("""{"periodSeconds":60,"type":"Percent","value":50}""", hpa.Text("spec.behavior.scaleDown.policies[0]"));
        Assert.Equal(
            [
                "spec.minReplicas",
                "spec.maxReplicas",
                "spec.metrics[0].resource.target.averageUtilization",
                "spec.metrics[1].resource.target.averageUtilization",
            ],
            hpa.IgnoreChanges);
        Assert.All(hpa.IgnoreChanges, path => Assert.NotNull(hpa.At(path)));
    }

    [Fact]
    public async Task Season_ChangesNothingButTheAutoscaler()
    {
        var differences = WorkloadPlans.Differences(await PlanAsync("offseason-us-east"), await PlanAsync("peak-us-east"));
        Assert.Equal([$"{Hpa} us-east-cache-service"], differences);
    }

    [Fact]
    public async Task Canary_TakesTheFirstPlatformsStepsThroughTheGateway()
    {
        var rollout = (await PlanAsync("peak-us-east")).OfType(Rollout).Single();
        Assert.Equal("ai-cache-service-canary", rollout.Text($"{Canary}.canaryService"));
        Assert.Equal("ai-cache-service-stable", rollout.Text($"{Canary}.stableService"));
        Assert.Equal(
            """{"httpRoute":"ai-cache-route","namespace":"wedsync-ai-cache"}""",
            rollout.Text($"{Canary}.trafficRouting.plugins[\"argoproj-labs/gatewayAPI\"]"));
        Assert.Null(rollout.At($"{Canary}.trafficRouting.nginx"));
        Assert.Equal("canary-by-header", rollout.Text($"{Canary}.trafficRouting.managedRoutes[0].name"));
        Assert.Equal("canary-by-header", rollout.Text($"{Canary}.steps[0].setHeaderRoute.name"));
        Assert.Equal(Steps, rollout.At($"{Canary}.steps")!.AsArray().Skip(1).Select(s => s!.ToJsonString()));
        Assert.Equal("50%", rollout.Text($"{Canary}.maxSurge"));
        Assert.Equal("25%", rollout.Text($"{Canary}.maxUnavailable"));
        Assert.Equal("600", rollout.Text("spec.progressDeadlineSeconds"));
    }

    [Fact]
    public async Task Canary_ByIngress_NamesTheNginxIngress()
    {
        var rollout = (await PlanAsync("peak-us-east", s => s with { Edge = EdgeMode.Ingress })).OfType(Rollout).Single();
        Assert.Equal("ai-cache-stable-ingress", rollout.Text($"{Canary}.trafficRouting.nginx.stableIngress"));
        Assert.Equal("X-Canary", rollout.Text($"{Canary}.trafficRouting.nginx.additionalIngressAnnotations.canary-by-header"));
        Assert.Null(rollout.At($"{Canary}.trafficRouting.plugins"));
        // nginx has no managed routes: the first step is a weight.
        Assert.Equal(Steps, rollout.At($"{Canary}.steps")!.AsArray().Select(s => s!.ToJsonString()));
    }

    [Fact]
    public async Task Canary_IsMeasuredByItsOwnPods()
    {
        var rollout = (await PlanAsync("peak-us-east")).OfType(Rollout).Single();
        Assert.Equal("wedding-cache-analysis", rollout.Text($"{Canary}.analysis.templates[0].templateName"));
        Assert.Equal("wedding-cache-watch", rollout.Text($"{Canary}.analysis.templates[1].templateName"));
        Assert.Equal("""{"name":"service-name","value":"ai-cache-service"}""", rollout.Text($"{Canary}.analysis.args[0]"));
        Assert.Equal(
            """{"name":"canary-hash","valueFrom":{"podTemplateHashValue":"Latest"}}""", rollout.Text($"{Canary}.analysis.args[1]"));
    }

    [Fact]
    public async Task Services_SelectThePodsAndForwardPort80ToTheApi()
    {
        var services = (await PlanAsync("peak-us-east")).OfType("kubernetes:core/v1:Service").ToList();
        Assert.Equal(
            ["ai-cache-service-canary", "ai-cache-service-stable"],
            services.Select(s => s.Text("metadata.name")).Order(StringComparer.Ordinal));
        Assert.All(services, s =>
        {
            Assert.Equal("""{"app":"ai-cache-service"}""", s.Text("spec.selector"));
            Assert.Equal("""{"name":"http","port":80,"protocol":"TCP","targetPort":"http"}""", s.Text("spec.ports[0]"));
        });
    }

    [Fact]
    public async Task Budget_LetsATenthGoAtATime()
    {
        var budget = (await PlanAsync("peak-us-east")).OfType("kubernetes:policy/v1:PodDisruptionBudget").Single();
        Assert.Equal("10%", budget.Text("spec.maxUnavailable"));
        Assert.Equal("""{"app":"ai-cache-service"}""", budget.Text("spec.selector.matchLabels"));
    }

    [Fact]
    public async Task Policy_LetsTheEdgeToTheApiAndPrometheusToTheMetrics()
    {
        var policy = (await PlanAsync("peak-us-east")).OfType("kubernetes:networking.k8s.io/v1:NetworkPolicy").Single();
        Assert.Equal("""["Ingress","Egress"]""", policy.Text("spec.policyTypes"));
        Assert.Equal("wedsync-edge", policy.Text("spec.ingress[0].from[0].namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]"));
        Assert.Equal("3000", policy.Text("spec.ingress[0].ports[0].port"));
        Assert.Equal(
            "wedsync-monitoring", policy.Text("spec.ingress[2].from[0].namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]"));
        Assert.Equal("9090", policy.Text("spec.ingress[2].ports[0].port"));
    }

    private static readonly string[] Steps =
    [
        """{"setWeight":10}""", """{"pause":{"duration":"2m"}}""",
        """{"setWeight":25}""", """{"pause":{"duration":"5m"}}""",
        """{"setWeight":50}""", """{"pause":{"duration":"10m"}}""",
        """{"setWeight":75}""", """{"pause":{"duration":"10m"}}""",
    ];

    private static Task<Plan> PlanAsync(string stack, Func<PlatformSettings, PlatformSettings>? change = null)
        => WorkloadPlans.RunAsync(
            stack, context => _ = new Components.CacheService.CacheService("cache-service", new CacheServiceArgs { Context = context }), change);
}
