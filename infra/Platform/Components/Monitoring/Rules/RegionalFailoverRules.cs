using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>The criteria by which a region is given up: unavailable for 60 s, over 10 % errors, p99 over 2 s.</summary>
public static class RegionalFailoverRules
{
    /// <summary>Label that inhibits a region's smaller alerts while the region is down.</summary>
    public const string CriterionLabel = "failover_criterion";

    private const string Up = $"up{{job=\"{JobNames.CacheService}\"}}";

    /// <summary>The rule file.</summary>
    /// <param name="region">The region that Prometheus watches: where no pod is left there is no series to take its name from.</param>
    public static RuleFile File(string region) => new("regional_failover_rules.yml",
    [
        new RuleGroup { Name = "regional_failover", Alerts = [Unavailable(region), ErrorRate, LatencyP99] },
    ]);

    private static AlertRule Unavailable(string region) => new()
    {
        Name = "RegionUnavailable",
        Expression = $"sum by (region) ({Up}) == 0 or absent(up{{job=\"{JobNames.CacheService}\",region=\"{region}\"}})",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "Region {{ $labels.region }} has no cache pod that answers",
        Description = "No pod of the cache service in {{ $labels.region }} has answered for 60 seconds. The failover controller drains the region.",
        Labels = Criterion("unavailable"),
    };

    private static AlertRule ErrorRate => new()
    {
        Name = "RegionErrorRateHigh",
        Expression = $"100 * {Promql.ErrorRatio("1m")} > 10",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "More than 10% of requests in {{ $labels.region }} fail",
        Description = "{{ $value | printf \"%.1f\" }}% of the requests in {{ $labels.region }} end in a 5xx. The failover controller drains the region.",
        Labels = Criterion("error-rate"),
    };

    private static AlertRule LatencyP99 => new()
    {
        Name = "RegionLatencyP99High",
        Expression = $"{Promql.CacheLatency("0.99", "1m")} > 2",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "p99 latency in {{ $labels.region }} is over 2 seconds",
        Description = "99th percentile latency of the cache in {{ $labels.region }}: {{ $value | humanizeDuration }}. The failover controller drains the region.",
        Labels = Criterion("latency-p99"),
    };

    private static Dictionary<string, string> Criterion(string name) => new() { [CriterionLabel] = name };
}
