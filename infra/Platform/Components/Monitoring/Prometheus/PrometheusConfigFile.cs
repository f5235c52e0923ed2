using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>The configuration of a region's Prometheus.</summary>
public static class PrometheusConfigFile
{
    /// <summary>Its key in the ConfigMap.</summary>
    public const string FileName = "prometheus.yml";

    /// <summary>Folder that the rules are mounted in, as the configuration names it.</summary>
    public const string RulesDirectory = "/etc/prometheus/rules";

    /// <summary>Label that tells the two Prometheus pods apart.</summary>
    public const string ReplicaLabel = "prometheus_replica";

    /// <summary>Builds the configuration.</summary>
    /// <param name="region">The region it watches.</param>
    /// <param name="rules">The rule files it loads.</param>
    /// <param name="rulesDirectory">Folder of the rule files.</param>
    public static PrometheusConfig Build(string region, IReadOnlyList<RuleFile> rules, string rulesDirectory = RulesDirectory) => new()
    {
        Global = new GlobalConfig
        {
            ScrapeInterval = "15s",
            ScrapeTimeout = "10s",
            EvaluationInterval = "15s",
            ExternalLabels = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["region"] = region,
                [ReplicaLabel] = "${POD_NAME}",
            },
        },
        RuleFiles = [.. rules.Select(r => $"{rulesDirectory}/{r.FileName}")],
        Alerting = Alerting(),
        ScrapeConfigs = ScrapeJobs.For(region),
    };

    /// <summary>The text of the configuration.</summary>
    public static string Render(PrometheusConfig config) => MonitoringYaml.Serialize(config);

    // Both Prometheus pods send every alert to every Alertmanager; without the replica's label they are one alert to it.
    private static AlertingConfig Alerting() => new()
    {
        AlertRelabelConfigs = [new RelabelConfig { Regex = ReplicaLabel, Action = "labeldrop" }],
        Alertmanagers =
        [
            new AlertmanagerTargets
            {
                DnsSdConfigs =
                [
                    new DnsSdConfig
                    {
                        Names = [$"{MonitoringNames.AlertmanagerPeers}.{Namespaces.Monitoring}.svc"],
                        Type = "A",
                        Port = MonitoringPorts.Alertmanager,
                    },
                ],
            },
        ],
    };
}
