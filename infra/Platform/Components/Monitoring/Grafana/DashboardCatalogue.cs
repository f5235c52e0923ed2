using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Prometheus;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>The region's dashboards. They read what alerts read, so that a graph explains the alert beside it.</summary>
public static class DashboardCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Dashboard> All { get; } = [Overview(), RedisDashboard.Build(), Replication(), SeasonAndCost(), SloDashboard()];

    private static Dashboard Overview() => new()
    {
        Uid = "wedsync-overview",
        Title = "Overview",
        Panels =
        [
            new Panel("Requests", Units.RequestsPerSecond, new PanelQuery(WeddingSeasonRules.RequestRate, "{{region}}")),
            new Panel("Cache hit rate", Units.Ratio, new PanelQuery(CachePerformanceRules.HitRatio, "{{region}}")) { RedBelow = 0.8 },
            new Panel("Failed requests", Units.Ratio, new PanelQuery(SloRules.ErrorRatio("5m"), "{{region}}")) { RedAbove = 0.1 },
            new Panel(
                "Cache latency",
                Units.Seconds,
                new PanelQuery(CachePerformanceRules.LatencyP95, "{{region}} p95"),
                new PanelQuery(CachePerformanceRules.LatencyP99, "{{region}} p99")) { RedAbove = 0.1 },
            new Panel("Misses", Units.PerSecond, new PanelQuery(CachePerformanceRules.MissRate, "{{region}}")),
            new Panel(
                "Hits by tier",
                Units.PerSecond,
                new PanelQuery($"sum by (region, tier) (rate({MetricNames.CacheHitsTotal}{{{Promql.CacheJob}}}[5m]))", "{{region}} {{tier}}")),
            new Panel(
                "Requests by status",
                Units.RequestsPerSecond,
                new PanelQuery($"sum by (status) (rate({MetricNames.HttpRequestsTotal}{{{Promql.UserRequests}}}[5m]))", "{{status}}")),
            new Panel("CPU of what nodes can give", Units.Percent, new PanelQuery(WeddingSeasonRules.CpuUsePercent, "used")) { RedAbove = 80 },
            new Panel(
                "Wedding questions",
                Units.PerSecond,
                new PanelQuery($"sum by (query_type) (rate({MetricNames.WeddingQueriesTotal}[5m]))", "{{query_type}}")),
        ],
    };

    private static Dashboard Replication() => new()
    {
        Uid = "wedsync-replication",
        Title = "Replication",
        Panels =
        [
            new Panel("Lag in time", Units.Seconds, new PanelQuery($"max by (region, peer) ({MetricNames.SyncLagSeconds})", "{{region}} to {{peer}}"))
            {
                RedAbove = 600,
            },
            new Panel("Lag in keys", Units.Count, new PanelQuery($"max by (region, peer) ({MetricNames.SyncLagKeys})", "{{region}} to {{peer}}")),
            new Panel(
                "Changes applied",
                Units.PerSecond,
                new PanelQuery($"sum by (region, peer) (rate({MetricNames.SyncAppliedTotal}[5m]))", "{{peer}} in {{region}}")),
            new Panel(
                "Conflicts lost",
                Units.PerSecond,
                new PanelQuery($"sum by (region, peer) (rate({MetricNames.SyncConflictsTotal}[5m]))", "{{peer}} in {{region}}")),
            new Panel(
                "Entries in quarantine",
                Units.Count,
                new PanelQuery($"max by (region, peer) ({MetricNames.SyncQuarantined})", "{{peer}} in {{region}}")) { RedAbove = 1 },
            new Panel(
                "Differences found by comparisons",
                Units.PerSecond,
                new PanelQuery($"sum by (region, peer) (rate({MetricNames.SyncDivergenceTotal}[5m]))", "{{peer}} in {{region}}")),
            new Panel(
                "Partitions that wait for a comparison",
                Units.Count,
                new PanelQuery($"sum by (region, peer) ({MetricNames.SyncWaitingPartitions})", "{{peer}} in {{region}}")),
            new Panel("Erasures that wait for a region", Units.Count, new PanelQuery($"max by (region) ({MetricNames.SyncPendingErasures})", "{{region}}")),
            new Panel(
                "Age of the last good backup",
                Units.Seconds,
                new PanelQuery(
                    $"time() - max by (schedule) (velero_backup_last_successful_timestamp{{job=\"{JobNames.Velero}\"}})", "{{schedule}}")),
        ],
    };

    private static Dashboard SeasonAndCost() => new()
    {
        Uid = "wedsync-season-cost",
        Title = "Season and cost",
        Panels =
        [
            new Panel("Load factor", Units.Count, new PanelQuery($"max by (region) ({MetricNames.WeddingSeasonLoadFactor})", "{{region}}")) { RedAbove = 10 },
            new Panel(
                "Hit rate by season",
                Units.Ratio,
                new PanelQuery($"max by (region, season) ({MetricNames.CacheHitRateBySeason})", "{{region}} {{season}}")) { RedBelow = 0.8 },
            new Panel("Season switch in progress", Units.Count, new PanelQuery($"max by (region) ({MetricNames.SeasonSwitchInProgress})", "{{region}}")),
            new Panel(
                "Pods and their bounds",
                Units.Count,
                new PanelQuery(Hpa("status_current_replicas"), "{{horizontalpodautoscaler}} pods"),
                new PanelQuery(Hpa("spec_min_replicas"), "{{horizontalpodautoscaler}} minimum"),
                new PanelQuery(Hpa("spec_max_replicas"), "{{horizontalpodautoscaler}} maximum")),
            new Panel(
                "Monthly cost",
                Units.Dollars,
                new PanelQuery($"max by (region) ({MetricNames.MonthlyCostEstimateDollars})", "{{region}} expected"),
                new PanelQuery($"max by (region) ({MetricNames.MonthlyBudgetDollars})", "{{region}} budget")),
            new Panel("Saved by hits, each hour", Units.Dollars, new PanelQuery($"max by (region) ({MetricNames.CacheCostSavingsDollars})", "{{region}}")),
            new Panel(
                "Age of vendor data",
                Units.Seconds,
                new PanelQuery($"max by (region, vendor_type) ({MetricNames.VendorCacheFreshnessSeconds})", "{{region}} {{vendor_type}}"))
            {
                RedAbove = 86400,
            },
            new Panel(
                "Quality of answers, median",
                Units.Ratio,
                new PanelQuery(
                    $"histogram_quantile(0.5, sum by (le, response_type) (rate({MetricNames.AiResponseQualityScore}_bucket[1h])))",
                    "{{response_type}}")) { RedBelow = 0.6 },
            new Panel(
                "Misses each pod",
                Units.PerSecond,
                new PanelQuery(
                    $"{CachePerformanceRules.MissRate} / on () group_left () sum(up{{{Promql.CacheJob}}})", "{{region}}"))
            {
                RedAbove = HpaMetricNames.CacheMissesPerSecondPerPodTarget,
            },
        ],
    };

    private static Dashboard SloDashboard() => new()
    {
        Uid = "wedsync-slo",
        Title = "Service level objectives",
        Panels =
        [
            new Panel(
                "Availability, 3 days",
                Units.Ratio,
                new PanelQuery($"1 - {SloRules.ErrorRatio("3d")}", "{{region}}")) { RedBelow = 0.9999 },
            Burn("Availability budget, rate of use", SloRules.ErrorRatio, Slo.AvailabilityBudget),
            new Panel("Failed requests", Units.Ratio, Ranges(SloRules.ErrorRatio)),
            new Panel(
                "Cached answers within 100 ms, 3 days",
                Units.Ratio,
                new PanelQuery($"1 - {SloRules.SlowRatio("3d")}", "{{region}}")) { RedBelow = 0.99 },
            Burn("Latency budget, rate of use", SloRules.SlowRatio, Slo.LatencyBudget),
            new Panel("Slow cached answers", Units.Ratio, Ranges(SloRules.SlowRatio)),
        ],
    };

    private static Panel Burn(string title, Func<string, string> ratio, string budget) =>
        new(title, Units.Count, [.. Slo.Ranges.Select(r => new PanelQuery($"{ratio(r)} / {budget}", $"{{{{region}}}} {r}"))]) { RedAbove = 1 };

    private static IReadOnlyList<PanelQuery> Ranges(Func<string, string> ratio) =>
        [.. Slo.Ranges.Select(r => new PanelQuery(ratio(r), $"{{{{region}}}} {r}"))];

    private static string Hpa(string metric) =>
        $"max by (horizontalpodautoscaler) (kube_horizontalpodautoscaler_{metric}{{namespace=\"{Namespaces.Cache}\"}})";
}
