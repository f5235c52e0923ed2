using WedSync.Planning;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.MachineLearning;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.MachineLearning;

public sealed class TrainingQueueTests
{
    private const string Group = "kubernetes:kueue.x-k8s.io/v1beta2:";
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("offseason-us-west")]
    public async Task Quota_IsTheGpuAZoneThatPredictionsLeave(string stack)
    {
        var queue = Assert.Single((await PlanAsync(stack)).OfType(Group + "ClusterQueue"));

        queue.Has(
            ("metadata.name", "ml-training"),
            ("spec.namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]", "wedsync-ai-cache"),
            ("spec.queueingStrategy", "BestEffortFIFO"),
            ("spec.preemption.withinClusterQueue", "LowerPriority"),
            ("spec.resourceGroups[0].coveredResources", """["cpu","memory","nvidia.com/gpu"]"""),
            ("spec.resourceGroups[0].flavors[0].name", "gpu"),
            ("spec.resourceGroups[0].flavors[0].resources[0].nominalQuota", "12"),
            ("spec.resourceGroups[0].flavors[0].resources[1].nominalQuota", "48Gi"),
            ("spec.resourceGroups[0].flavors[0].resources[2].name", "nvidia.com/gpu"),
            ("spec.resourceGroups[0].flavors[0].resources[2].nominalQuota", "3"));
    }

    [Theory]
    [InlineData("peak")]
    [InlineData("preseason")]
    [InlineData("offseason")]
    public void Pool_HoldsThePredictionsMaximumAndAllTrainingAtOnce(string season)
    {
        var profile = TestSettings.For($"{season}-us-east").ActiveProfile;
        Assert.Equal(NodePoolPlan.Gpu(profile).MaxNodes, profile.MlService.MaxReplicas + TrainingQuota.Gpus);
    }

    [Fact]
    public async Task Flavor_SendsJobsToTheGpuPool()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Get(Group + "ResourceFlavor", "us-east-training-flavor").Has(
            ("metadata.name", "gpu"),
            ("spec.nodeLabels", """{"wedsync.com/node-pool":"gpu"}"""),
            ("spec.tolerations[0].key", "nvidia.com/gpu"),
            ("spec.tolerations[0].effect", "NoSchedule"));
        var local = plan.Get(Group + "LocalQueue", "us-east-training-queue");
        local.Has(("metadata.namespace", "wedsync-ai-cache"), ("spec.clusterQueue", "ml-training"));
        Assert.Equal([plan.Get(Group + "ClusterQueue", "us-east-training-quota").Urn], local.DependsOn);
    }

    [Fact]
    public async Task Priorities_LetAReplacementOfAModelInUseGoFirst()
    {
        var classes = (await PlanAsync("peak-us-east")).OfType(Group + "WorkloadPriorityClass");
        Assert.Equal(
            [("ml-training-routine", "100"), ("ml-training-urgent", "1000")],
            classes.Select(c => (c.Text("metadata.name")!, c.Text("value")!)).Order());
    }

    [Fact]
    public async Task Kueue_IsPinnedAndManagesJobsOfTheCachesNamespaceAlone()
    {
        var release = (await PlanAsync("peak-us-east")).Get(Release, "us-east-kueue");

        release.Has(
            ("chart", "oci://registry.k8s.io/kueue/charts/kueue"),
            ("version", Versions.Charts.Kueue.Version),
            ("namespace", "kueue-system"),
            ("createNamespace", "false"),
            ("values.controllerManager.replicas", "2"),
            ("values.controllerManager.podDisruptionBudget.enabled", "true"));
        var config = release.Text("values.managerConfig.controllerManagerConfigYaml")!.Split('\n').Select(l => l.Trim()).ToList();
        Assert.Equal("kubernetes.io/metadata.name: wedsync-ai-cache", config[config.IndexOf("managedJobsNamespaceSelector:") + 2]);
        Assert.Contains("manageJobsWithoutQueueName: false", config);
        Assert.Equal(["- batch/job"], config.Skip(config.IndexOf("frameworks:") + 1));
    }

    [Fact]
    public async Task Kueue_IsReachedByTheControlPlaneAndByPrometheusAlone()
    {
        var plan = await PlanAsync("peak-us-east");
        var policy = plan.Get(Policy, "us-east-kueue-network");

        policy.Has(
            ("metadata.namespace", "kueue-system"),
            ("spec.ingress[0].ports[0].port", "9443"),
            ("spec.ingress[0].ports[1].port", "8082"),
            ("spec.ingress[1].from[0].namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]", "wedsync-monitoring"),
            ("spec.ingress[1].ports[0].port", "8443"),
            ("spec.ingress[2]", null));
        Assert.Contains(policy.Urn, plan.Get(Release, "us-east-kueue").DependsOn);
    }

    private static Task<Plan> PlanAsync(string stack)
        => EdgePlans.RunAsync(stack, context => new MlServing($"{context.Region.Name}-ml", new MlServingArgs { Context = context }));
}
