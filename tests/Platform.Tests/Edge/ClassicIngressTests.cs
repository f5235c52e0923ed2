using WedSync.Planning;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Configuration;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Edge;

public sealed class ClassicIngressTests
{
    private const string Ingress = "kubernetes:networking.k8s.io/v1:Ingress";

    [Fact]
    public async Task StableIngress_IsOfTheClassThatHonoursWeights()
    {
        // The clone that Argo Rollouts makes keeps the class of the stable Ingress; a clone of class gce ignores its weight.
        var stable = (await PlanAsync("peak-us-east")).Get(Ingress, "us-east-stable-ingress");
        stable.Has(
            ("metadata.name", "ai-cache-stable-ingress"),
            ("metadata.namespace", "wedsync-ai-cache"),
            ("spec.ingressClassName", "nginx"),
            ("metadata.annotations", null),
            ("spec.rules[0].host", null),
            ("spec.rules[0].http.paths[0].backend.service.name", "ai-cache-service-stable"),
            ("spec.rules[0].http.paths[0].backend.service.port.number", "80"));
    }

    [Fact]
    public async Task FrontIngress_LeadsToTheControllerAndNotPastIt()
    {
        var front = (await PlanAsync("peak-us-east")).Get(Ingress, "us-east-global-ingress");
        front.Has(
            ("metadata.name", "ai-cache-global-ingress"),
            ("metadata.namespace", "wedsync-edge"),
            ("spec.ingressClassName", null),
            ("spec.rules[0].http.paths[0].path", "/*"),
            ("spec.rules[0].http.paths[0].pathType", "ImplementationSpecific"),
            ("spec.rules[0].http.paths[0].backend.service.name", "ingress-nginx-controller"),
            ("spec.rules[0].http.paths[0].backend.service.port.number", "443"));
        var annotations = front.At("metadata.annotations")!.AsObject();
        Assert.Equal("gce", annotations["kubernetes.io/ingress.class"]!.GetValue<string>());
        Assert.Equal("ai-cache-us-east-ip", annotations["kubernetes.io/ingress.global-static-ip-name"]!.GetValue<string>());
        Assert.Equal("ai-cache-ssl-cert", annotations["networking.gke.io/managed-certificates"]!.GetValue<string>());
        Assert.Equal("ai-cache-edge", annotations["networking.gke.io/v1beta1.FrontendConfig"]!.GetValue<string>());
    }

    [Fact]
    public async Task Certificate_HoldsTheThreeDomains()
    {
        var certificate = (await PlanAsync("peak-us-east")).Get("kubernetes:networking.gke.io/v1:ManagedCertificate", "us-east-ssl-cert");
        Assert.Equal("ai-cache-ssl-cert", certificate.Text("metadata.name"));
        Assert.Equal(
            ["ai-cache.wedsync.com", "ai-cache-eu.wedsync.com", "ai-cache-ap.wedsync.com"],
            certificate.At("spec.domains")!.AsArray().Select(d => d!.GetValue<string>()));
    }

    [Fact]
    public async Task Backend_IsCheckedForTheRegionsHealthBehindTheFirewall()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Get("kubernetes:cloud.google.com/v1:BackendConfig", "us-east-backend-config").Has(
            ("spec.healthCheck.requestPath", "/health/region"),
            ("spec.healthCheck.type", "HTTPS"),
            ("spec.healthCheck.port", "8443"),
            ("spec.securityPolicy.name", "wedsync-edge-firewall"),
            ("spec.connectionDraining.drainingTimeoutSec", "60"));
        plan.Get("kubernetes:networking.gke.io/v1beta1:FrontendConfig", "us-east-frontend-config").Has(
            ("spec.redirectToHttps.enabled", "true"), ("spec.sslPolicy", "wedsync-edge"));
    }

    [Fact]
    public async Task Controller_IsTheLastReleaseWithoutSnippets()
    {
        var release = (await PlanAsync("peak-us-east")).Get("kubernetes:helm.sh/v3:Release", "us-east-ingress-nginx");
        release.Has(
            ("chart", "ingress-nginx"),
            ("version", "4.15.1"),
            ("values.controller.allowSnippetAnnotations", "false"),
            ("values.controller.ingressClassResource.name", "nginx"),
            ("values.controller.service.type", "ClusterIP"),
            ("values.controller.admissionWebhooks.port", "9443"));
        Assert.Equal(
            "{\"https\":\"HTTPS\"}",
            release.At("values.controller.service.annotations")!["cloud.google.com/app-protocols"]!.GetValue<string>());
    }

    [Fact]
    public async Task OnAws_ThereIsNoGceIngress()
    {
        var plan = await PlanAsync("peak-us-west");
        Assert.Equal(["us-west-stable-ingress"], plan.Resources.Where(r => r.Type == Ingress).Select(r => r.Name));
        Assert.DoesNotContain(plan.Resources, r => r.Type == "kubernetes:networking.gke.io/v1:ManagedCertificate");
    }

    [Fact]
    public async Task Globals_AreAnAddressARegionWithItsOwnCheckAndNoLoadBalancer()
    {
        var settings = TestSettings.For("peak-global") with { Edge = EdgeMode.Ingress };
        var plan = await PlanRunner.RunAsync(
            new PlanRequest { StackName = "peak-global", IsPreview = false },
            () => new Dictionary<string, object?> { ["addresses"] = new GlobalEdge("edge", new GlobalEdgeArgs { Settings = settings }).Addresses });

        var addresses = plan.Resources.Where(r => r.Type == "gcp:compute/globalAddress:GlobalAddress").ToList();
        Assert.Equal(
            ["ai-cache-ap-southeast-ip", "ai-cache-eu-west-ip", "ai-cache-us-east-ip"],
            addresses.Select(a => a.Text("name")).Order(StringComparer.Ordinal));
        Assert.All(addresses, a => Assert.True(a.Protect));
        Assert.DoesNotContain(plan.Resources, r => r.Type == "gcp:compute/backendService:BackendService");
        Assert.Single(plan.Resources, r => r.Type == "gcp:compute/securityPolicy:SecurityPolicy" && r.Text("name") == "wedsync-edge-firewall");
        Assert.Single(plan.Resources, r => r.Type == "gcp:compute/sSLPolicy:SSLPolicy" && r.Text("name") == "wedsync-edge");
        var check = plan.Get("aws:route53/healthCheck:HealthCheck", "edge-check-ai-cache-wedsync-com-us-east");
        Assert.Equal("ai-cache.wedsync.com", check.Text("fqdn"));
    }

    private static Task<Plan> PlanAsync(string stack) => EdgePlans.RunAsync(
        stack,
        context => new ClassicIngress("edge", new ClassicIngressArgs { Context = context }),
        s => s with { Edge = EdgeMode.Ingress });
}
