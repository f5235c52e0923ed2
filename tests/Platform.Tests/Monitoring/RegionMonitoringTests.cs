using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Platform.Components.Monitoring;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Tests.Monitoring;

public sealed class RegionMonitoringTests
{
    private const string StatefulSet = "kubernetes:apps/v1:StatefulSet";
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

    [Fact]
    public async Task Prometheus_RunsTwice_WithAVolumeEach_AndKeepsItsNameThroughTheYear()
    {
        var peak = (await PlanAsync("peak-us-east")).Get(StatefulSet, "us-east-prometheus");
        var offseason = (await PlanAsync("offseason-us-east")).Get(StatefulSet, "us-east-prometheus");

        Assert.Equal("prometheus", peak.Text("metadata.name"));
        Assert.Equal("wedsync-monitoring", peak.Text("metadata.namespace"));
        Assert.Equal(2, peak.At("spec.replicas")!.GetValue<int>());
        Assert.Equal("prometheus-peers", peak.Text("spec.serviceName"));
        Assert.Equal("""{"app":"prometheus"}""", peak.Text("spec.selector.matchLabels"));
        Assert.Equal("fast-ssd", peak.Text("spec.volumeClaimTemplates[0].spec.storageClassName"));
        Assert.Equal(Versions.Images.Prometheus, peak.Text("spec.template.spec.containers[0].image"));
        Assert.Equal(peak.Inputs.ToJsonString(), offseason.Inputs.ToJsonString());
    }

    [Fact]
    public async Task Prometheus_MayListPodsWhereItScrapes_AndReadKubelets_AndNothingElse()
    {
        var plan = await PlanAsync("peak-us-east");

        var roles = plan.Resources.Where(r => r.Type == "kubernetes:rbac.authorization.k8s.io/v1:Role").ToList();
        Assert.Equal(
            ["argo-rollouts", "cert-manager", "external-secrets", "velero", "wedsync-ai-cache", "wedsync-edge", "wedsync-monitoring"],
            roles.Select(r => r.Text("metadata.namespace")!).Order(StringComparer.Ordinal));
        Assert.All(roles, r => Assert.Equal(
            """[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list","watch"]}]""", r.Text("rules")));
        var nodes = plan.Get("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "us-east-prometheus-nodes");
        Assert.Equal(
            """[{"apiGroups":[""],"resources":["nodes"],"verbs":["get","list","watch"]},{"apiGroups":[""],"resources":["nodes/metrics"],"verbs":["get"]}]""",
            nodes.Text("rules"));
    }

    [Fact]
    public async Task Alertmanagers_KnowEachOtherByNameAndTakeKeysFromASecretOfTheCluster()
    {
        var plan = await PlanAsync("peak-us-east");
        var pods = plan.Get(StatefulSet, "us-east-alertmanager");
        var args = pods.At("spec.template.spec.containers[0].args")!.AsArray().Select(a => a!.GetValue<string>()).ToList();

        Assert.Equal(2, pods.At("spec.replicas")!.GetValue<int>());
        Assert.Contains("--cluster.peer=alertmanager-0.alertmanager-peers.wedsync-monitoring.svc:9094", args);
        Assert.Contains("--cluster.peer=alertmanager-1.alertmanager-peers.wedsync-monitoring.svc:9094", args);
        var secret = plan.Get("kubernetes:external-secrets.io/v1:ExternalSecret", "us-east-alertmanager-receivers");
        Assert.Equal(
            ["slack-webhook-url", "pagerduty-key", "smtp-password"],
            secret.At("spec.data")!.AsArray().Select(d => d!["secretKey"]!.GetValue<string>()));
        Assert.Equal("wedsync-alerting", secret.Text("spec.data[0].remoteRef.key"));
        Assert.Equal(
            secret.Text("spec.target.name"), pods.Text("spec.template.spec.volumes[1].secret.secretName"));
    }

    [Fact]
    public async Task EveryContainer_IsUnprivileged_Bounded_AndProbed()
    {
        var plan = await PlanAsync("peak-us-west");
        var pods = plan.Resources.Where(r => r.At("spec.template.spec.containers") is not null).ToList();

        Assert.Equal(["alertmanager", "grafana", "prometheus"], pods.Select(p => p.Text("metadata.name")!).Order(StringComparer.Ordinal));
        foreach (var container in pods.SelectMany(p => p.At("spec.template.spec.containers")!.AsArray()))
        {
            Assert.True(container!["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
            Assert.True(container["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
            Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
            Assert.NotNull(container["livenessProbe"]);
            Assert.NotNull(container["readinessProbe"]);
            Assert.Matches(@":v?\d+\.\d+\.\d+$", container["image"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Grafana_RefusesStrangers_AndItsPasswordIsMadeInTheCluster()
    {
        var plan = await PlanAsync("peak-us-east");
        var env = plan.Get("kubernetes:apps/v1:Deployment", "us-east-grafana").At("spec.template.spec.containers[0].env")!.AsArray()
            .ToDictionary(e => e!["name"]!.GetValue<string>(), e => e!["value"]!.GetValue<string>());

        Assert.Equal("false", env["GF_AUTH_ANONYMOUS_ENABLED"]);
        Assert.Equal("false", env["GF_USERS_ALLOW_SIGN_UP"]);
        Assert.Equal("/etc/grafana/admin/password", env["GF_SECURITY_ADMIN_PASSWORD__FILE"]);
        var secret = plan.Get("kubernetes:external-secrets.io/v1:ExternalSecret", "us-east-grafana-admin");
        Assert.Equal("CreatedOnce", secret.Text("spec.refreshPolicy"));
        Assert.Equal("{{ .password }}", secret.Text("spec.target.template.data.password"));
        Assert.Equal("grafana-admin", secret.Text("spec.dataFrom[0].sourceRef.generatorRef.name"));
    }

    [Fact]
    public async Task EveryPod_HasANetworkPolicyOfItsOwn()
    {
        var plan = await PlanAsync("peak-us-east");
        var policies = plan.Resources.Where(r => r.Type == Policy).ToList();

        Assert.Equal(
            ["alertmanager", "grafana", "kube-state-metrics", "prometheus", "prometheus-adapter"],
            policies.Select(p => p.Text("metadata.name")!).Order(StringComparer.Ordinal));
        Assert.All(policies, p => Assert.Equal("""["Ingress","Egress"]""", p.Text("spec.policyTypes")));
    }

    /// <summary>A scrape job that the policy does not let through would be silent, and alerts on it blind.</summary>
    [Fact]
    public async Task PrometheusPolicy_LetsEveryScrapedNamespaceThrough()
    {
        var egress = (await PlanAsync("peak-us-east")).Get(Policy, "us-east-prometheus-network").At("spec.egress")!.AsArray();
        var reached = egress
            .SelectMany(rule => rule!["to"]?.AsArray() ?? [])
            .Select(peer => peer!["namespaceSelector"]?["matchLabels"]?["kubernetes.io/metadata.name"]?.GetValue<string>() ?? "wedsync-monitoring")
            .ToHashSet();

        Assert.All(
            ScrapeJobs.For("us-east").SelectMany(j => j.KubernetesSdConfigs).SelectMany(sd => sd.Namespaces?.Names ?? []),
            ns => Assert.Contains(ns, reached));
    }

    [Fact]
    public async Task Releases_ArePinned_AndTheAdapterServesMissesAlone()
    {
        var plan = await PlanAsync("peak-us-east");
        var adapter = plan.Get("kubernetes:helm.sh/v3:Release", "us-east-prometheus-adapter");
        var state = plan.Get("kubernetes:helm.sh/v3:Release", "us-east-kube-state-metrics");

        Assert.Equal("5.3.0", adapter.Text("version"));
        Assert.Equal("8.4.0", state.Text("version"));
        Assert.Equal("http://prometheus.wedsync-monitoring.svc", adapter.Text("values.prometheus.url"));
        Assert.False(adapter.At("values.rules.default")!.GetValue<bool>());
        var rule = Assert.Single(adapter.At("values.rules.external")!.AsArray());
        Assert.Equal("cache_misses_per_second", rule!["name"]!["as"]!.GetValue<string>());
        Assert.DoesNotContain("secrets", state.Text("values.collectors")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigMaps_HoldWhatTheToolsWereShown()
    {
        var plan = await PlanAsync("peak-us-east");
        var rules = plan.Get("kubernetes:core/v1:ConfigMap", "us-east-prometheus-rules").At("data")!.AsObject();

        Assert.Equal(
            MonitoringFixtures.Rules.Select(r => r.FileName).Order(StringComparer.Ordinal),
            rules.Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.Contains("region: us-east", ConfigText(plan), StringComparison.Ordinal);
        Assert.All(
            MonitoringFixtures.Rules,
            r => Assert.Contains($"/etc/prometheus/rules/{r.FileName}", ConfigText(plan), StringComparison.Ordinal));
    }

    private static string ConfigText(Plan plan)
    {
        JsonNode data = plan.Get("kubernetes:core/v1:ConfigMap", "us-east-prometheus-config").At("data")!;
        return data["prometheus.yml"]!.GetValue<string>();
    }

    private static Task<Plan> PlanAsync(string stack) => EdgePlans.RunAsync(stack, context => new RegionMonitoring(
        "monitoring", new RegionMonitoringArgs { Context = context }));
}
