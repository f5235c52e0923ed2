using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Traffic, capacity and scaling through the wedding year.</summary>
public static class WeddingSeasonRules
{
    /// <summary>Recorded requests per second of a region.</summary>
    public const string RequestRate = "region:http_requests:rate5m";

    /// <summary>Recorded CPU use of the cluster, percent of what pods can be given.</summary>
    public const string CpuUsePercent = "cluster:cpu_allocatable:used_percent";

    private const string KubeState = $"job=\"{JobNames.KubeStateMetrics}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("wedding_season_rules.yml",
    [
        new RuleGroup
        {
            Name = "wedding_season_alerts",
            Records =
            [
                new RecordingRule(RequestRate, Promql.RequestRate("5m")),
                new RecordingRule(CpuUsePercent, CpuUse),
            ],
            Alerts = [TrafficSpike, BeyondDesign, CapacityLimit],
        },
        new RuleGroup { Name = "wedding_season_scaling", Alerts = [HpaAtMaximum, HpaInactive, SwitchStuck] },
    ]);

    // Pods alone (container!=""): the cgroup tree also has a series for each pod and node, which would count everything
    // again. Allocatable, not capacity: what the node keeps for itself is not there to be used.
    private const string CpuUse =
        "100 * sum(rate(container_cpu_usage_seconds_total{container!=\"\",container!=\"POD\"}[5m]))"
        + $" / sum(kube_node_status_allocatable{{{KubeState},resource=\"cpu\"}})";

    private static AlertRule TrafficSpike => new()
    {
        Name = "WeddingSeasonTrafficSpike",
        Expression = $"{RequestRate} > 1000",
        For = "2m",
        Severity = AlertSeverity.Warning,
        Summary = "Wedding season traffic spike in {{ $labels.region }}",
        Description = "{{ $labels.region }} serves {{ $value | humanize }} requests per second, over 1000.",
    };

    private static AlertRule BeyondDesign => new()
    {
        Name = "WeddingSeasonTrafficBeyondDesign",
        Expression = $"max by (region) ({MetricNames.WeddingSeasonLoadFactor}) > 10",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "Traffic in {{ $labels.region }} is beyond ten times the baseline",
        Description = "The load factor of {{ $labels.region }} is {{ $value | humanize }}; the platform is built for 10.",
    };

    private static AlertRule CapacityLimit => new()
    {
        Name = "WeddingSeasonCapacityLimit",
        Expression = $"{CpuUsePercent} > 80",
        For = "3m",
        Severity = AlertSeverity.Warning,
        Summary = "Approaching wedding season capacity limits",
        Description = "Pods use {{ $value | printf \"%.1f\" }}% of the CPU that the cluster's nodes can give.",
    };

    private static AlertRule HpaAtMaximum => new()
    {
        Name = "AutoscalerAtMaximum",
        Expression =
            $"max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas{{{KubeState},namespace=\"{Namespaces.Cache}\"}})"
            + $" >= max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas{{{KubeState},namespace=\"{Namespaces.Cache}\"}})",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.horizontalpodautoscaler }} has been at its maximum for 15 minutes",
        Description = "{{ $labels.horizontalpodautoscaler }} runs {{ $value | humanize }} pods and may not add any: more load is answered slower or shed.",
    };

    private static AlertRule HpaInactive => new()
    {
        Name = "AutoscalerInactive",
        Expression =
            "max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_condition"
            + $"{{{KubeState},namespace=\"{Namespaces.Cache}\",condition=\"ScalingActive\",status=\"false\"}}) == 1",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "{{ $labels.horizontalpodautoscaler }} cannot read its metrics",
        Description = "{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has not scaled for 5 minutes because a metric is missing; pods stay as many as they are.",
    };

    private static AlertRule SwitchStuck => new()
    {
        Name = "SeasonSwitchStuck",
        Expression = $"max by (region) ({MetricNames.SeasonSwitchInProgress}) == 1",
        For = "45m",
        Severity = AlertSeverity.Warning,
        Summary = "The season switch in {{ $labels.region }} does not end",
        Description = "The season operator of {{ $labels.region }} has been moving the live state towards the profile for more than 45 minutes.",
    };
}
