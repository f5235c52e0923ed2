using WedSync.Planning;
using WedSync.Platform.Components.Delivery;

namespace WedSync.Platform.Tests.Delivery;

public sealed class CanaryDeliveryTests
{
    private const string Template = "kubernetes:argoproj.io/v1alpha1:AnalysisTemplate";
    private const string Release = "kubernetes:helm.sh/v3:Release";

    [Fact]
    public async Task Analysis_DeclaresItsArgumentsAndAsksTheRegionsPrometheus()
    {
        var template = (await PlanAsync("peak-us-east")).Get(Template, "us-east-canary-analysis");

        Assert.Equal("wedding-cache-analysis", template.Text("metadata.name"));
        Assert.Equal("wedsync-ai-cache", template.Text("metadata.namespace"));
        Assert.Equal("service-name", template.Text("spec.args[0].name"));
        Assert.Equal("ai-cache-service", template.Text("spec.args[0].value"));
        Assert.Equal("canary-hash", template.Text("spec.args[1].name"));
        Assert.Null(template.At("spec.args[1].value"));
        Assert.Equal("http://prometheus.wedsync-monitoring:9090", template.Text("spec.metrics[0].provider.prometheus.address"));
        Assert.Equal(CanaryQueries.HitRate(), template.Text("spec.metrics[0].provider.prometheus.query"));
        Assert.Equal(5, template.At("spec.metrics[0].count")!.GetValue<int>());
        Assert.Equal("1m", template.Text("spec.metrics[0].interval"));
    }

    [Fact]
    public async Task Watch_HasNoCount()
    {
        var template = (await PlanAsync("peak-us-east")).Get(Template, "us-east-canary-watch");
        Assert.Equal("wedding-cache-watch", template.Text("metadata.name"));
        Assert.Null(template.At("spec.metrics[0].count"));
        Assert.Equal("1m", template.Text("spec.metrics[0].interval"));
    }

    [Fact]
    public async Task Controller_GatewayEdge_LoadsThePinnedPluginWithRightsOnRoutesOnly()
    {
        var release = (await PlanAsync("peak-us-west")).Get(Release, "us-west-argo-rollouts");

        Assert.Equal("argo-rollouts", release.Text("chart"));
        Assert.Equal("2.41.0", release.Text("version"));
        Assert.Equal("argo-rollouts", release.Text("namespace"));
        Assert.Equal("https://argoproj.github.io/argo-helm", release.Text("repositoryOpts.repo"));
        Assert.Equal("argoproj-labs/gatewayAPI", release.Text("values.controller.trafficRouterPlugins[0].name"));
        Assert.Equal(
            "file:///plugins/rollouts-plugin-trafficrouter-gatewayapi",
            release.Text("values.controller.trafficRouterPlugins[0].location"));
        Assert.Equal(Versions.Images.RolloutsGatewayPlugin, release.Text("values.controller.initContainers[0].image"));
        Assert.True(release.At("values.providerRBAC.providers.gatewayAPI")!.GetValue<bool>());
        Assert.False(release.At("values.providerRBAC.providers.istio")!.GetValue<bool>());
    }

    [Fact]
    public async Task Controller_IngressEdge_HasNoPlugin()
    {
        var release = (await PlanAsync("peak-us-east", s => s with { Edge = Platform.Configuration.EdgeMode.Ingress }))
            .Get(Release, "us-east-argo-rollouts");
        Assert.Null(release.At("values.controller.trafficRouterPlugins"));
        Assert.False(release.At("values.providerRBAC.providers.gatewayAPI")!.GetValue<bool>());
    }

    [Fact]
    public async Task Templates_WaitForTheChartThatBringsTheirCrd()
    {
        var plan = await PlanAsync("peak-us-east");
        var release = plan.Get(Release, "us-east-argo-rollouts").Urn;
        Assert.All(plan.OfType(Template), t => Assert.Contains(release, t.DependsOn));
    }

    [Fact]
    public async Task Policy_LetsTheControllerReachPrometheusDnsAndTheApiServer()
    {
        var policy = (await PlanAsync("peak-us-east")).Get("kubernetes:networking.k8s.io/v1:NetworkPolicy", "us-east-argo-rollouts-network");
        Assert.Equal("wedsync-monitoring", policy.Text("spec.egress[2].to[0].namespaceSelector.matchLabels[\"kubernetes.io/metadata.name\"]"));
        Assert.Equal(9090, policy.At("spec.egress[2].ports[0].port")!.GetValue<int>());
        Assert.Equal(8090, policy.At("spec.ingress[0].ports[0].port")!.GetValue<int>());
    }

    private static Task<Plan> PlanAsync(string stack, Func<Platform.Configuration.PlatformSettings, Platform.Configuration.PlatformSettings>? change = null)
        => EdgePlans.RunAsync(stack, context => new CanaryDelivery("delivery", new CanaryDeliveryArgs { Context = context }), change);
}
