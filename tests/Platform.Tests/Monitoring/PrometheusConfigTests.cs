using System.Text.Json;
using System.Text.RegularExpressions;
using WedSync.Platform.Components.Monitoring;
using WedSync.Platform.Components.Monitoring.Prometheus;
using WedSync.Platform.Tests.Tools;

namespace WedSync.Platform.Tests.Monitoring;

public sealed partial class PrometheusConfigTests
{
    [Fact]
    public async Task Config_WithAllRules_IsAcceptedByPromtool()
    {
        using var directory = new ScratchDirectory();
        MonitoringFixtures.WriteRules(directory, MonitoringFixtures.Rules);
        var config = MonitoringFixtures.ConfigIn(directory);

        directory.Write(PrometheusConfigFile.FileName, OnThisMachine(PrometheusConfigFile.Render(WithoutPodFiles(config))));

        var result = await ExternalTool.Promtool.RunAsync(directory.Path, "check", "config", PrometheusConfigFile.FileName);
        result.AssertSucceeded();
        Assert.Contains($"{MonitoringFixtures.Rules.Count} rule files found", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_AreAcceptedByPromtool()
    {
        using var directory = new ScratchDirectory();
        var files = MonitoringFixtures.WriteRules(directory, MonitoringFixtures.Rules);

        (await ExternalTool.Promtool.RunAsync(directory.Path, ["check", "rules", .. files])).AssertSucceeded();
    }

    [Fact]
    public void Render_Twice_GivesTheSameText() =>
        Assert.Equal(
            PrometheusConfigFile.Render(PrometheusConfigFile.Build("eu-west", MonitoringFixtures.Rules)),
            PrometheusConfigFile.Render(PrometheusConfigFile.Build("eu-west", MonitoringFixtures.Rules)));

    [Fact]
    public void EveryJob_GivesItsSeriesTheRegion() =>
        Assert.All(ScrapeJobs.For("eu-west"), job => Assert.Contains(
            job.RelabelConfigs, r => r is { TargetLabel: "region", Replacement: "eu-west", SourceLabels: null }));

    [Fact]
    public void Kubelets_AreScrapedFromTheNodes_SoThatNoRightOnNodesProxyIsNeeded() =>
        Assert.All(ScrapeJobs.For("us-east").Where(j => j.KubernetesSdConfigs.Any(sd => sd.Role == "node")), job =>
        {
            Assert.Equal("https", job.Scheme);
            Assert.DoesNotContain(job.RelabelConfigs, r => r.TargetLabel == "__address__");
        });

    [Theory]
    [InlineData("10.0.0.7:3000")]
    [InlineData("10.0.0.7:9090")]
    [InlineData("10.0.0.7")]
    public async Task CachePod_IsScrapedOnItsAnnotatedPort(string address)
    {
        var labels = await RelabelAsync(JobNames.CacheService, address, CachePod);

        Assert.Equal("10.0.0.7:9090", labels["__address__"]);
        Assert.Equal("/metrics", labels["__metrics_path__"]);
        Assert.Equal("ai-cache-service-abc", labels["pod"]);
        Assert.Equal("wedsync-ai-cache", labels["namespace"]);
        Assert.Equal("us-east", labels["region"]);
        Assert.Equal("5d8f", labels["rollouts_pod_template_hash"]);
    }

    [Fact]
    public async Task SeedsRelabel_NeverMatches_SoThePodWouldBeScrapedOnItsApiPort()
    {
        var seeds = new RelabelConfig
        {
            SourceLabels = ["__meta_kubernetes_pod_annotation_prometheus_io_port"],
            Regex = "(.+):(.+);(.+)",
            TargetLabel = "__address__",
            Replacement = "$1:$3",
        };

        var labels = await RelabelAsync(JobNames.CacheService, "10.0.0.7:3000", CachePod, seeds);

        Assert.Equal("10.0.0.7:3000", labels["__address__"]);
    }

    [Fact]
    public async Task PodThatDoesNotAskToBeScraped_IsLeftOut()
    {
        var silent = new Dictionary<string, string>(CachePod);
        silent.Remove("__meta_kubernetes_pod_annotation_prometheus_io_scrape");

        Assert.Empty(await RelabelAsync(JobNames.CacheService, "10.0.0.7:3000", silent));
    }

    [Theory]
    [InlineData("redis-cluster-primary-0", "9121", true)]
    [InlineData("redis-cluster-primary-11", "9121", true)]
    [InlineData("redis-cluster-primary-11", "6379", false)]
    public async Task RedisNodes_OfAnyOrdinal_AreScrapedOnTheExportersPortAlone(string pod, string port, bool kept)
    {
        var labels = await RelabelAsync(JobNames.Redis, $"10.0.0.9:{port}", new Dictionary<string, string>
        {
            ["__meta_kubernetes_pod_label_app"] = "redis-cluster-primary",
            ["__meta_kubernetes_pod_container_port_number"] = port,
            ["__meta_kubernetes_pod_name"] = pod,
            ["__meta_kubernetes_namespace"] = "wedsync-ai-cache",
        });

        Assert.Equal(kept ? "10.0.0.9:9121" : null, labels.GetValueOrDefault("__address__"));
        Assert.Equal(kept ? pod : null, labels.GetValueOrDefault("pod"));
    }

    private static readonly Dictionary<string, string> CachePod = new()
    {
        ["__meta_kubernetes_pod_label_app"] = "ai-cache-service",
        ["__meta_kubernetes_pod_label_rollouts_pod_template_hash"] = "5d8f",
        ["__meta_kubernetes_pod_annotation_prometheus_io_scrape"] = "true",
        ["__meta_kubernetes_pod_annotation_prometheus_io_port"] = "9090",
        ["__meta_kubernetes_pod_name"] = "ai-cache-service-abc",
        ["__meta_kubernetes_namespace"] = "wedsync-ai-cache",
    };

    /// <summary>Relabels one discovered target with the real tool; empty = dropped.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> RelabelAsync(
        string jobName, string address, Dictionary<string, string> discovered, RelabelConfig? addressStep = null)
    {
        var job = ScrapeJobs.For(MonitoringFixtures.Region).Single(j => j.JobName == jobName);
        var steps = job.RelabelConfigs.Select(r => addressStep is not null && r.TargetLabel == "__address__" ? addressStep : r);
        using var directory = new ScratchDirectory();
        directory.Write("prometheus.yml", MonitoringYaml.Serialize(new
        {
            scrape_configs = new[]
            {
                new
                {
                    job_name = jobName,
                    static_configs = new[] { new { targets = new[] { address }, labels = discovered } },
                    relabel_configs = steps.ToList(),
                },
            },
        }));

        var result = await ExternalTool.Promtool.RunAsync(
            directory.Path, "check", "service-discovery", "--timeout=1s", "prometheus.yml", jobName);
        result.AssertSucceeded();
        var target = JsonDocument.Parse(result.Output[result.Output.IndexOf('[', StringComparison.Ordinal)..]).RootElement[0];
        return target.GetProperty("labels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);
    }

    // Debian builds its promtool without discovery by Kubernetes; everything else of a job is checked with fixed targets.
    private static string OnThisMachine(string config)
    {
        var fixedTargets = Discovery().Replace(config, "  static_configs:\n  - targets: [127.0.0.1:9090]\n");
        Assert.DoesNotContain("kubernetes_sd_configs", fixedTargets, StringComparison.Ordinal);
        return fixedTargets;
    }

    [GeneratedRegex(@"  kubernetes_sd_configs:\n(?:  [- ] .*\n)+")]
    private static partial Regex Discovery();

    // promtool looks for the files that a pod has in its service account's folder.
    private static PrometheusConfig WithoutPodFiles(PrometheusConfig config) => config with
    {
        ScrapeConfigs = [.. config.ScrapeConfigs.Select(j => j with
        {
            Authorization = null,
            TlsConfig = j.TlsConfig is null ? null : j.TlsConfig with { CaFile = null },
        })],
    };
}
