using WedSync.Planning;
using WedSync.Platform.Components.MachineLearning;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.MachineLearning;

public sealed class MlServingTests
{
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
    private const string Budget = "kubernetes:policy/v1:PodDisruptionBudget";
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    private const string Service = "kubernetes:core/v1:Service";
    private const string Pod = "spec.template.spec";
    private const string Container = "spec.template.spec.containers[0]";

    [Theory]
    [InlineData("peak", "10", "50", "70")]
    [InlineData("preseason", "5", "25", "70")]
    [InlineData("offseason", "3", "15", "75")]
    public async Task PredictionAutoscaler_StartsWithTheProfileAndLeavesItsBoundsToTheOperator(string season, string min, string max, string cpu)
    {
        var hpa = (await PlanAsync($"{season}-us-east")).Get(Autoscaler, "us-east-ml-prediction");

        hpa.Has(
            ("metadata.name", "ml-prediction-hpa"),
            ("metadata.namespace", "wedsync-ai-cache"),
            ("spec.scaleTargetRef.kind", "Deployment"),
            ("spec.scaleTargetRef.name", "ml-prediction"),
            ("spec.minReplicas", min),
            ("spec.maxReplicas", max),
            ("spec.metrics[0].resource.name", "cpu"),
            ("spec.metrics[0].resource.target.averageUtilization", cpu),
            ("spec.behavior.scaleDown.stabilizationWindowSeconds", "900"));
        Assert.Equal(
            ["spec.minReplicas", "spec.maxReplicas", "spec.metrics[0].resource.target.averageUtilization"],
            hpa.IgnoreChanges);
    }

    [Fact]
    public async Task Prediction_HasNoReplicasOfItsOwnSoThatARolloutKeepsTheAutoscalersNumber()
    {
        var deployment = (await PlanAsync("peak-us-east")).Get(Deployment, "us-east-ml-prediction");

        Assert.Null(deployment.At("spec.replicas"));
        Assert.Empty(deployment.IgnoreChanges);
        deployment.Has(
            ("spec.selector.matchLabels", """{"app":"ml-prediction"}"""),
            ("spec.strategy.rollingUpdate.maxSurge", "1"),
            ("spec.strategy.rollingUpdate.maxUnavailable", "10%"));
    }

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("peak-us-west")]
    public async Task Prediction_TakesAGpuOfTheGpuPoolOnBothClouds(string stack)
    {
        var deployment = Assert.Single((await PlanAsync(stack)).OfType(Deployment), d => d.Text("metadata.name") == "ml-prediction");

        deployment.Has(
            ($"{Container}.resources.limits[\"nvidia.com/gpu\"]", "1"),
            ($"{Container}.resources.requests[\"nvidia.com/gpu\"]", "1"),
            ($"{Container}.resources.limits.memory", "24Gi"),
            ($"{Pod}.nodeSelector", """{"wedsync.com/node-pool":"gpu"}"""),
            ($"{Pod}.tolerations[0].key", "nvidia.com/gpu"),
            ($"{Pod}.tolerations[0].operator", "Exists"),
            ($"{Pod}.priorityClassName", "wedsync-serving"),
            // A zone without GPUs must not keep pods from the others.
            ($"{Pod}.topologySpreadConstraints[0].whenUnsatisfiable", "ScheduleAnyway"));
    }

    [Fact]
    public async Task Pods_CarryTheLabelAndAnnotationsThatPrometheusKeeps()
    {
        var plan = await PlanAsync("peak-us-east");

        foreach (var name in new[] { "us-east-ml-prediction", "us-east-cache-preprocessor" })
        {
            plan.Get(Deployment, name).Has(
                ("spec.template.metadata.labels.component", "ml-model-server"),
                ("spec.template.metadata.annotations[\"prometheus.io/scrape\"]", "true"),
                ("spec.template.metadata.annotations[\"prometheus.io/port\"]", "9090"),
                ("spec.template.metadata.annotations[\"prometheus.io/path\"]", "/metrics"));
        }
    }

    [Fact]
    public async Task Containers_RunVersionedImagesWithoutRights()
    {
        var settings = TestSettings.For("peak-us-east");
        var plan = await PlanAsync("peak-us-east");

        foreach (var app in new[] { "ml-prediction", "cache-preprocessor" })
        {
            plan.Get(Deployment, $"us-east-{app}").Has(
                ($"{Container}.image", $"{settings.Images.Registry}/{app}:{settings.Images.Version}"),
                ($"{Container}.securityContext.readOnlyRootFilesystem", "true"),
                ($"{Container}.securityContext.allowPrivilegeEscalation", "false"),
                ($"{Container}.securityContext.capabilities.drop", """["ALL"]"""),
                ($"{Pod}.securityContext.runAsNonRoot", "true"),
                ($"{Pod}.automountServiceAccountToken", "false"),
                ($"{Pod}.serviceAccountName", app));
        }
    }

    [Fact]
    public async Task Prediction_IsStartedOnlyWhenItsModelsAreLoadedAndDrainsBeforeItStops()
    {
        (await PlanAsync("peak-us-east")).Get(Deployment, "us-east-ml-prediction").Has(
            ($"{Container}.startupProbe.httpGet.port", "8000"),
            ($"{Container}.startupProbe.periodSeconds", "10"),
            ($"{Container}.startupProbe.failureThreshold", "60"),
            ($"{Container}.readinessProbe.httpGet.path", "/ready"),
            ($"{Container}.livenessProbe.httpGet.path", "/health"),
            ($"{Container}.lifecycle.preStop.sleep.seconds", "15"),
            ($"{Pod}.terminationGracePeriodSeconds", "60"));
    }

    [Theory]
    [InlineData("peak", "15")]
    [InlineData("preseason", "8")]
    [InlineData("offseason", "5")]
    public async Task Preprocessor_StartsWithTheProfileAndLeavesItsReplicasToTheOperator(string season, string replicas)
    {
        var deployment = (await PlanAsync($"{season}-us-east")).Get(Deployment, "us-east-cache-preprocessor");

        Assert.Equal(replicas, deployment.Text("spec.replicas"));
        Assert.Equal(["spec.replicas"], deployment.IgnoreChanges);
        Assert.Equal("""{"wedsync.com/node-pool":"general"}""", deployment.Text($"{Pod}.nodeSelector"));
        Assert.Equal("wedsync-batch", deployment.Text($"{Pod}.priorityClassName"));
    }

    [Fact]
    public async Task Preprocessor_WarmsTheStableCacheAndProvesWhoItIsToTheTokenIssuerAlone()
    {
        var deployment = (await PlanAsync("peak-us-east")).Get(Deployment, "us-east-cache-preprocessor");
        var environment = deployment.At($"{Container}.env")!.AsArray().ToDictionary(e => e!["name"]!.GetValue<string>(), e => e!["value"]?.GetValue<string>());

        Assert.Equal("http://ai-cache-service-stable", environment["CACHE_SERVICE_ENDPOINT"]);
        Assert.Equal("http://ml-prediction:8000", environment["ML_PREDICTION_ENDPOINT"]);
        Assert.Equal("/var/run/secrets/wedsync/token", environment["IDENTITY_TOKEN_FILE"]);
        var token = deployment.At($"{Pod}.volumes")!.AsArray().Single(v => v!["name"]!.GetValue<string>() == "identity")!["projected"]!["sources"]![0]!["serviceAccountToken"]!;
        Assert.Equal(TestSettings.For("peak-us-east").Auth.Issuer, token["audience"]!.GetValue<string>());
        Assert.Equal(3600, token["expirationSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Predictions_AreAskedForByTheCacheAndThePreprocessorAlone()
    {
        var policy = (await PlanAsync("peak-us-east")).Get(Policy, "us-east-ml-prediction");

        policy.Has(
            ("spec.podSelector.matchLabels.app", "ml-prediction"),
            ("spec.policyTypes", """["Ingress","Egress"]"""),
            ("spec.ingress[0].from[0].podSelector.matchLabels.app", "ai-cache-service"),
            ("spec.ingress[0].from[1].podSelector.matchLabels.app", "cache-preprocessor"),
            ("spec.ingress[0].from[2]", null),
            ("spec.ingress[0].ports[0].port", "8000"),
            ("spec.ingress[1].from[0].namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]", "wedsync-monitoring"),
            ("spec.ingress[1].ports[0].port", "9090"),
            ("spec.ingress[2]", null),
            ("spec.egress[0].ports[0].port", "53"),
            ("spec.egress[1].ports[0].port", "443"),
            ("spec.egress[1].ports[1]", null),
            ("spec.egress[2]", null));
    }

    [Fact]
    public async Task Service_LeadsToThePodsByTheirAppAlone()
    {
        (await PlanAsync("peak-us-east")).Get(Service, "us-east-ml-prediction").Has(
            ("metadata.name", "ml-prediction"),
            ("spec.selector", """{"app":"ml-prediction"}"""),
            ("spec.ports[0].port", "8000"),
            ("spec.ports[0].targetPort", "http"));
    }

    [Theory]
    [InlineData("us-east-ml-prediction", "10%")]
    [InlineData("us-east-cache-preprocessor", "25%")]
    public async Task Budget_KeepsPodsWhileNodesAreDrained(string name, string maxUnavailable)
    {
        (await PlanAsync("peak-us-east")).Get(Budget, name).Has(
            ("spec.maxUnavailable", maxUnavailable),
            ("spec.unhealthyPodEvictionPolicy", "AlwaysAllow"));
    }

    [Fact]
    public async Task Everything_IsTheSameInEverySeasonButForElasticFields()
    {
        var peak = await PlanAsync("peak-us-east");
        var off = await PlanAsync("offseason-us-east");

        var different = peak.Resources
            .Where(r => !System.Text.Json.Nodes.JsonNode.DeepEquals(r.Inputs, off.Get(r.Type, r.Name).Inputs))
            .Select(r => r.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(["us-east-cache-preprocessor", "us-east-ml-prediction"], different);
        Assert.Equal(peak.Resources.Select(r => r.Urn.Split("::")[^1]), off.Resources.Select(r => r.Urn.Split("::")[^1]));
    }

    private static Task<Plan> PlanAsync(string stack)
        => EdgePlans.RunAsync(stack, context => new MlServing($"{context.Region.Name}-ml", new MlServingArgs { Context = context }));
}
