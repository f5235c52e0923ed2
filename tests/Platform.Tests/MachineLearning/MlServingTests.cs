using WedSync.Planning;
using WedSync.Platform.Components.MachineLearning;

namespace WedSync.Platform.Tests.MachineLearning;

public sealed class MlServingTests
{
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Hpa = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
    private const string Container = "spec.template.spec.containers[0]";

    [Theory]
    [InlineData("peak-us-east", 10, 50, 70, 15)]
    [InlineData("preseason-us-west", 5, 25, 70, 8)]
    [InlineData("offseason-us-east", 3, 15, 75, 5)]
    public async Task Scale_IsTheProfiles_InFieldsThatTheOperatorOwns(string stack, int min, int max, int cpu, int preprocessors)
    {
        var plan = await PlanAsync(stack);
        var hpa = plan.OfType(Hpa).Single();
        Assert.Equal("ml-prediction-hpa", hpa.Text("metadata.name"));
        Assert.Equal(min, hpa.At("spec.minReplicas")!.GetValue<int>());
        Assert.Equal(max, hpa.At("spec.maxReplicas")!.GetValue<int>());
        Assert.Equal(cpu, hpa.At("spec.metrics[0].resource.target.averageUtilization")!.GetValue<int>());
        Assert.Equal(
            ["spec.minReplicas", "spec.maxReplicas", "spec.metrics[0].resource.target.averageUtilization"], hpa.IgnoreChanges);
        var preprocessor = Named(plan, "cache-preprocessor");
        Assert.Equal(preprocessors, preprocessor.At("spec.replicas")!.GetValue<int>());
        Assert.Equal(["spec.replicas"], preprocessor.IgnoreChanges);
    }

    [Fact]
    public async Task Season_ChangesNothingButTheElasticFields()
    {
        var differences = WorkloadPlans.Differences(await PlanAsync("offseason-us-east"), await PlanAsync("peak-us-east"));
        Assert.Equal(
            [$"{Deployment} us-east-cache-preprocessor", $"{Hpa} us-east-ml-prediction"], differences.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Prediction_TakesAGpuOnTheGpuPool_AndIsScaledByItsAutoscalerAlone()
    {
        var prediction = Named(await PlanAsync("peak-us-east"), "ml-prediction");
        Assert.Null(prediction.At("spec.replicas"));
        Assert.Equal("1", prediction.Text($"{Container}.resources.limits[\"nvidia.com/gpu\"]"));
        Assert.Equal("1", prediction.Text($"{Container}.resources.requests[\"nvidia.com/gpu\"]"));
        Assert.Equal("gpu", prediction.Text("spec.template.spec.nodeSelector[\"wedsync.com/node-pool\"]"));
        Assert.Equal(
            """{"effect":"NoSchedule","key":"nvidia.com/gpu","operator":"Exists"}""", prediction.Text("spec.template.spec.tolerations[0]"));
        Assert.Equal("nvcr.io/nvidia/tritonserver:26.09-py3", prediction.Text($"{Container}.image"));
    }

    [Fact]
    public async Task Prediction_IsFoundByPrometheusAsAModelServer()
    {
        var prediction = Named(await PlanAsync("peak-us-east"), "ml-prediction");
        Assert.Equal("ml-model-server", prediction.Text("spec.template.metadata.labels.component"));
        Assert.Equal("8002", prediction.Text("spec.template.metadata.annotations[\"prometheus.io/port\"]"));
        Assert.Contains("--metrics-port=8002", prediction.Text($"{Container}.args"), StringComparison.Ordinal);
        // A label beside the selector: the selector cannot change.
        Assert.Equal("""{"app":"ml-prediction"}""", prediction.Text("spec.selector.matchLabels"));
    }

    [Fact]
    public async Task Prediction_ServesWhenItsModelsAreLoaded()
    {
        var prediction = Named(await PlanAsync("peak-us-east"), "ml-prediction");
        Assert.Equal("/v2/health/ready", prediction.Text($"{Container}.readinessProbe.httpGet.path"));
        Assert.Equal("/models", prediction.Text("spec.template.spec.initContainers[0].command[3]"));
        Assert.Contains("--model-repository=/models", prediction.Text($"{Container}.args"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preprocessor_ReachesCacheAndPrediction()
    {
        var environment = WorkloadPlans.Environment(Named(await PlanAsync("peak-us-east"), "cache-preprocessor"), Container);
        Assert.Equal("http://ai-cache-service-stable.wedsync-ai-cache", environment["CACHE_URL"]);
        Assert.Equal("http://ml-prediction.wedsync-ai-cache:8000", environment["PREDICTION_URL"]);
    }

    [Fact]
    public async Task Training_WaitsForItsGpuQuota()
    {
        var plan = await PlanAsync("peak-us-east");
        var queue = plan.Get("kubernetes:kueue.x-k8s.io/v1beta2:ClusterQueue", "us-east-kueue-training");
        Assert.Equal("""["cpu","memory","nvidia.com/gpu"]""", queue.Text("spec.resourceGroups[0].coveredResources"));
        Assert.Equal(
            """{"name":"nvidia.com/gpu","nominalQuota":"4"}""", queue.Text("spec.resourceGroups[0].flavors[0].resources[2]"));
        Assert.Equal("gpu", queue.Text("spec.resourceGroups[0].flavors[0].name"));
        var flavor = plan.OfType("kubernetes:kueue.x-k8s.io/v1beta2:ResourceFlavor").Single();
        Assert.Equal("gpu", flavor.Text("metadata.name"));
        Assert.Equal("""{"wedsync.com/node-pool":"gpu"}""", flavor.Text("spec.nodeLabels"));
        var local = plan.OfType("kubernetes:kueue.x-k8s.io/v1beta2:LocalQueue").Single();
        Assert.Equal("ml-training", local.Text("spec.clusterQueue"));
        Assert.Equal("wedsync-ai-cache", local.Text("metadata.namespace"));
        var release = plan.OfType("kubernetes:helm.sh/v3:Release").Single();
        Assert.Equal("0.19.2", release.Text("version"));
        Assert.Contains(release.Urn, flavor.DependsOn);
    }

    [Fact]
    public async Task Policies_LetOnlyTheCacheAndThePreprocessorToThePredictions()
    {
        var policy = (await PlanAsync("peak-us-east")).OfType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
            .Single(p => p.Text("metadata.name") == "ml-prediction");
        Assert.Equal(
            ["ai-cache-service", "cache-preprocessor"],
            policy.At("spec.ingress[0].from")!.AsArray().Select(f => f!["podSelector"]!["matchLabels"]!["app"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Budgets_ExistForBoth()
    {
        var budgets = (await PlanAsync("peak-us-east")).OfType("kubernetes:policy/v1:PodDisruptionBudget")
            .ToDictionary(b => b.Text("metadata.name")!, b => b.Text("spec.maxUnavailable"));
        Assert.Equal(new Dictionary<string, string?> { ["ml-prediction"] = "1", ["cache-preprocessor"] = "34%" }, budgets);
    }

    private static PlannedResource Named(Plan plan, string name) => plan.OfType(Deployment).Single(d => d.Text("metadata.name") == name);

    private static Task<Plan> PlanAsync(string stack)
        => WorkloadPlans.RunAsync(
            stack, context => _ = new MlServing("ml", new MlServingArgs { Context = context }));
}
