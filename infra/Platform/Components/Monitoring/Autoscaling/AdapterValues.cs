using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring.Autoscaling;

/// <summary>Values of the charts of the metrics adapter and of kube-state-metrics.</summary>
public static class AdapterValues
{
    /// <summary>
    /// Kinds whose state rules and dashboards read. Secrets and ConfigMaps are not among them: the chart would grant the right to
    /// read every one in the cluster.
    /// </summary>
    public static readonly IReadOnlyList<string> Collectors =
    [
        "cronjobs", "daemonsets", "deployments", "horizontalpodautoscalers", "jobs", "namespaces", "nodes",
        "persistentvolumeclaims", "poddisruptionbudgets", "pods", "replicasets", "resourcequotas", "services", "statefulsets",
    ];

    /// <summary>Values of the prometheus-adapter chart.</summary>
    public static InputMap<object> MetricsAdapter() => new()
    {
        ["fullnameOverride"] = MonitoringNames.MetricsAdapter,
        ["replicas"] = 2,
        ["logLevel"] = 2,
        ["metricsRelistInterval"] = "30s",
        ["prometheus"] = new Dictionary<string, object>
        {
            ["url"] = $"http://{Names.Prometheus}.{Namespaces.Monitoring}.svc",
            ["port"] = MonitoringPorts.Prometheus,
        },
        ["rules"] = new Dictionary<string, object>
        {
            // The default rules offer every series of every pod to every autoscaler.
            ["default"] = false,
            ["external"] = ExternalMetricRules.All.Select(Rule).ToArray(),
        },
        // The API server checks the adapter's certificate; without this the chart tells it not to.
        ["certManager"] = new Dictionary<string, object> { ["enabled"] = true },
        ["podDisruptionBudget"] = new Dictionary<string, object> { ["enabled"] = true, ["maxUnavailable"] = 1 },
        ["priorityClassName"] = PriorityClasses.Operations,
        ["resources"] = Resources("50m", "128Mi", "500m", "512Mi"),
        ["nodeSelector"] = General(),
        ["topologySpreadConstraints"] = Spread(MonitoringNames.MetricsAdapter),
    };

    /// <summary>Values of the kube-state-metrics chart.</summary>
    public static InputMap<object> KubeStateMetrics() => new()
    {
        ["fullnameOverride"] = MonitoringNames.KubeStateMetrics,
        ["priorityClassName"] = PriorityClasses.Operations,
        ["prometheusScrape"] = false,
        ["collectors"] = Collectors.Cast<object>().ToArray(),
        ["resources"] = Resources("50m", "128Mi", "500m", "512Mi"),
        ["nodeSelector"] = General(),
    };

    private static object Rule(ExternalMetricRule rule) => new Dictionary<string, object>
    {
        ["seriesQuery"] = rule.SeriesQuery,
        ["resources"] = new Dictionary<string, object>
        {
            ["overrides"] = new Dictionary<string, object>
            {
                ["namespace"] = new Dictionary<string, object> { ["resource"] = "namespace" },
            },
        },
        ["name"] = new Dictionary<string, object> { ["as"] = rule.Name },
        ["metricsQuery"] = rule.MetricsQuery,
    };

    private static Dictionary<string, object> General() => new() { [NodePools.Label] = NodePools.General };

    private static object[] Spread(string app) =>
    [
        new Dictionary<string, object>
        {
            ["maxSkew"] = 1,
            ["topologyKey"] = "topology.kubernetes.io/zone",
            ["whenUnsatisfiable"] = "ScheduleAnyway",
            ["labelSelector"] = new Dictionary<string, object>
            {
                ["matchLabels"] = new Dictionary<string, object> { ["app.kubernetes.io/name"] = app },
            },
        },
    ];

    private static Dictionary<string, object> Resources(string cpu, string memory, string cpuLimit, string memoryLimit) => new()
    {
        ["requests"] = new Dictionary<string, object> { ["cpu"] = cpu, ["memory"] = memory },
        ["limits"] = new Dictionary<string, object> { ["cpu"] = cpuLimit, ["memory"] = memoryLimit },
    };
}
