using System.Text.Json.Nodes;
using WedSync.Contracts;
using WedSync.Planning;
using WedSync.Platform.Components.Edge;

namespace WedSync.Platform.Tests.Edge;

public sealed class RegionalGatewayTests
{
    private const string Gateway = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
    private const string Route = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
    private const string Proxy = "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy";
    private const string Clients = "kubernetes:gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy";
    private const string Backends = "kubernetes:gateway.envoyproxy.io/v1alpha1:BackendTrafficPolicy";
    private const string Job = "kubernetes:batch/v1:Job";
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

    [Fact]
    public async Task Route_StartsOnStableAndLeavesItsWeightsToArgoRollouts()
    {
        var route = (await PlanAsync("peak-us-east")).Get(Route, "us-east-cache-route");

        Assert.Equal("ai-cache-route", route.Text("metadata.name"));
        Assert.Equal("wedsync-ai-cache", route.Text("metadata.namespace"));
        Assert.Equal("ai-cache-service-stable", route.Text("spec.rules[0].backendRefs[0].name"));
        Assert.Equal(100, Number(route, "spec.rules[0].backendRefs[0].weight"));
        Assert.Equal("ai-cache-service-canary", route.Text("spec.rules[0].backendRefs[1].name"));
        Assert.Equal(0, Number(route, "spec.rules[0].backendRefs[1].weight"));
        Assert.Equal(["spec.rules[0].backendRefs[0].weight", "spec.rules[0].backendRefs[1].weight"], route.IgnoreChanges);
        Assert.Equal("wedsync-edge", route.Text("spec.parentRefs[0].namespace"));
        // The load balancers' checks carry no host name.
        Assert.Null(route.At("spec.hostnames"));
    }

    [Fact]
    public async Task Gateway_EndsTlsWithAClusterCertificateAndAdmitsTheCacheNamespaceOnly()
    {
        var plan = await PlanAsync("peak-us-east");
        var gateway = plan.Get(Gateway, "us-east-gateway");
        var certificate = plan.Get("kubernetes:cert-manager.io/v1:Certificate", "us-east-gateway-tls");

        Assert.Equal("HTTPS", gateway.Text("spec.listeners[0].protocol"));
        Assert.Equal(443, Number(gateway, "spec.listeners[0].port"));
        Assert.Equal(certificate.Text("spec.secretName"), gateway.Text("spec.listeners[0].tls.certificateRefs[0].name"));
        Assert.Equal("wedsync-ca", certificate.Text("spec.issuerRef.name"));
        Assert.Equal("Selector", gateway.Text("spec.listeners[0].allowedRoutes.namespaces.from"));
        Assert.Equal(
            "wedsync-ai-cache",
            gateway.Text("spec.listeners[0].allowedRoutes.namespaces.selector.matchLabels[\"kubernetes.io/metadata.name\"]"));
        Assert.Contains(certificate.Urn, gateway.DependsOn);
    }

    [Fact]
    public async Task Proxies_GiveIdleConnectionsUpBeforeThePodsDo()
    {
        var backends = (await PlanAsync("peak-us-east")).Get(Backends, "us-east-backend-traffic");
        var idle = int.Parse(backends.Text("spec.timeout.http.connectionIdleTimeout")!.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(idle, 1, CacheServiceLimits.KeepAliveSeconds - 10);
    }

    [Fact]
    public async Task Proxies_OnGoogleCloud_AskForEndpointGroupsByTheCataloguesName()
    {
        var proxy = (await PlanAsync("peak-us-east")).Get(Proxy, "us-east-envoy-proxy");
        var annotation = proxy.At("spec.provider.kubernetes.envoyService.annotations")!["cloud.google.com/neg"]!.GetValue<string>();

        Assert.Equal("wedsync-us-east-edge", JsonNode.Parse(annotation)!["exposed_ports"]!["443"]!["name"]!.GetValue<string>());
        Assert.Equal("ClusterIP", proxy.Text("spec.provider.kubernetes.envoyService.type"));
        Assert.Equal("25%", proxy.Text("spec.provider.kubernetes.envoyPDB.maxUnavailable"));
        Assert.Equal(3, Number(proxy, "spec.provider.kubernetes.envoyHpa.minReplicas"));
        Assert.Equal(30, Number(proxy, "spec.provider.kubernetes.envoyHpa.maxReplicas"));
        Assert.Equal(60, Number(proxy, "spec.provider.kubernetes.envoyHpa.metrics[0].resource.target.averageUtilization"));
    }

    [Fact]
    public async Task Proxies_OnAws_HaveNoEndpointGroupsAndNoJobThatWaitsForThem()
    {
        var plan = await PlanAsync("peak-us-west");
        Assert.Null(plan.Get(Proxy, "us-west-envoy-proxy").At("spec.provider.kubernetes.envoyService.annotations"));
        Assert.Empty(plan.OfType(Job));
    }

    [Theory]
    [InlineData("peak-us-east", 2)]
    [InlineData("peak-us-west", 1)]
    public async Task ClientAddress_IsWhereTheCloudsLoadBalancerPutsIt(string stack, int fromTheRight)
    {
        var policy = (await PlanAsync(stack)).OfType(Clients).Single();
        Assert.Equal(fromTheRight, Number(policy, "spec.clientIPDetection.xForwardedFor.numTrustedHops"));
        Assert.Equal("620s", policy.Text("spec.timeout.http.idleTimeout"));
        Assert.Equal("1.2", policy.Text("spec.tls.minVersion"));
    }

    [Fact]
    public async Task Route_PassesNoMethodOfProxies()
    {
        var route = (await PlanAsync("peak-us-east")).Get(Route, "us-east-cache-route");
        var matches = route.At("spec.rules[0].matches")!.AsArray();

        Assert.Equal(["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"], matches.Select(m => m!["method"]!.GetValue<string>()));
        Assert.All(matches, m => Assert.Equal("/", m!["path"]!["value"]!.GetValue<string>()));
        Assert.Single(route.At("spec.rules")!.AsArray());
    }

    [Fact]
    public async Task Pods_AreLeftOutForWhatTheProxySeesOfThemAndNeverForAnswers()
    {
        var passive = (await PlanAsync("peak-us-east")).Get(Backends, "us-east-backend-traffic").At("spec.healthCheck.passive")!;

        Assert.True(passive["splitExternalLocalOriginErrors"]!.GetValue<bool>());
        Assert.Equal(5, passive["consecutiveLocalOriginFailures"]!.GetValue<int>());
        // Absent, the first would be 5.
        Assert.Equal(0, passive["consecutive5XxErrors"]!.GetValue<int>());
        Assert.Equal(0, passive["consecutiveGatewayErrors"]!.GetValue<int>());
    }

    [Fact]
    public async Task Clients_ThatAreSlow_AreEndedByTheProxy()
    {
        var policy = (await PlanAsync("peak-us-east")).OfType(Clients).Single();

        Assert.Equal("10s", policy.Text("spec.timeout.tcp.tlsHandshakeTimeout"));
        Assert.Equal("10s", policy.Text("spec.timeout.http.requestHeadersReceivedTimeout"));
        Assert.Equal("30s", policy.Text("spec.timeout.http.requestReceivedTimeout"));
        Assert.Equal("60s", policy.Text("spec.timeout.http.streamIdleTimeout"));
        Assert.Equal(20000, Number(policy, "spec.connection.connectionLimit.value"));
    }

    [Fact]
    public async Task Retries_NeverRepeatWhatAPodHasSeen()
    {
        var policy = (await PlanAsync("peak-us-east")).Get(Backends, "us-east-backend-traffic");
        Assert.Equal(
            ["connect-failure", "refused-stream"],
            policy.At("spec.retry.retryOn.triggers")!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.Equal("55s", policy.Text("spec.timeout.http.requestTimeout"));
        Assert.Equal("HTTPRoute", policy.Text("spec.targetRefs[0].kind"));
        Assert.Equal("ai-cache-route", policy.Text("spec.targetRefs[0].name"));
        Assert.Equal("wedsync-ai-cache", policy.Text("metadata.namespace"));
    }

    [Fact]
    public async Task Job_WaitsForTheSameGroupThatTheServiceAsksFor()
    {
        var job = (await PlanAsync("peak-eu-west")).Get(Job, "eu-west-edge-readiness");
        const string group = "servicenetworkendpointgroups.networking.gke.io/wedsync-eu-west-edge";
        Assert.Equal(
            ["wait", "--for=create", group, "--namespace=wedsync-edge", "--timeout=400s"],
            job.At("spec.template.spec.initContainers[0].args")!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal("--for=condition=Synced", job.Text("spec.template.spec.containers[0].args[1]"));
        Assert.True(job.At("spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem")!.GetValue<bool>());
        Assert.True(job.DeleteBeforeReplace);
    }

    [Theory]
    [InlineData("peak-us-east", new[] { "35.191.0.0/16", "130.211.0.0/22" })]
    [InlineData("peak-us-west", new[] { "10.32.0.0/16" })]
    public async Task ProxyPolicy_LetsOnlyTheLoadBalancersIn(string stack, string[] networks)
    {
        var plan = await PlanAsync(stack);
        var policy = plan.OfType(Policy).Single(p => p.Text("metadata.name") == "ai-cache-envoy");
        Assert.Equal(networks, policy.At("spec.ingress[0].from")!.AsArray().Select(f => f!["ipBlock"]!["cidr"]!.GetValue<string>()));
        Assert.Equal(10443, Number(policy, "spec.ingress[0].ports[0].port"));
        Assert.Equal(3000, Number(policy, "spec.egress[2].ports[0].port"));
    }

    [Fact]
    public async Task Chart_IsPinnedAndWaitsForThePoliciesItsHooksNeed()
    {
        var plan = await PlanAsync("peak-us-east");
        var release = plan.Get("kubernetes:helm.sh/v3:Release", "us-east-envoy-gateway");
        Assert.Equal("oci://docker.io/envoyproxy/gateway-helm", release.Text("chart"));
        Assert.Equal("v1.9.0", release.Text("version"));
        Assert.Null(release.At("repositoryOpts"));
        Assert.Contains(plan.Get(Policy, "us-east-envoy-gateway-certgen-network").Urn, release.DependsOn);
    }

    private static int Number(PlannedResource resource, string path) => resource.At(path)!.GetValue<int>();

    private static Task<Plan> PlanAsync(string stack)
        => EdgePlans.RunAsync(stack, context => new RegionalGateway("gateway", new RegionalGatewayArgs { Context = context }));
}
