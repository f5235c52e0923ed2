using WedSync.Contracts.Metrics;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Hit rate, latency and quality of the cache's answers.</summary>
public static class CachePerformanceRules
{
    /// <summary>Recorded hit ratio of a region, 0 to 1.</summary>
    public const string HitRatio = "region:cache_hits:ratio_rate5m";

    /// <summary>Recorded cache reads per second of a region.</summary>
    public const string ReadRate = "region:cache_requests:rate5m";

    /// <summary>Recorded misses per second of a region, the cache service autoscaler's metric before it is divided by pods.</summary>
    public const string MissRate = "region:cache_misses:rate2m";

    /// <summary>Recorded 95th percentile of the cache's operations in seconds.</summary>
    public const string LatencyP95 = "region:cache_request_duration_seconds:p95_5m";

    /// <summary>Recorded 99th percentile of the cache's operations in seconds.</summary>
    public const string LatencyP99 = "region:cache_request_duration_seconds:p99_5m";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("cache_performance_rules.yml",
    [
        new RuleGroup
        {
            Name = "cache_performance",
            Records =
            [
                new RecordingRule(ReadRate, $"sum by (region) (rate({MetricNames.CacheRequestsTotal}{{{Promql.CacheJob}}}[5m]))"),
                new RecordingRule(MissRate, $"sum by (region) (rate({MetricNames.CacheMissesTotal}{{{Promql.CacheJob}}}[2m]))"),
                new RecordingRule(HitRatio, Promql.HitRatio("5m")),
                new RecordingRule(LatencyP95, Promql.CacheLatency("0.95", "5m")),
                new RecordingRule(LatencyP99, Promql.CacheLatency("0.99", "5m")),
            ],
            Alerts = [HitRateDropped, RegionalLatency],
        },
        new RuleGroup { Name = "cache_quality", Alerts = [VendorDataStale, AnswerQualityLow] },
    ]);

    // Under one read a second a single cold key moves the ratio by percents: nobody is paged for that.
    private static AlertRule HitRateDropped => new()
    {
        Name = "CacheHitRateDropped",
        Expression = $"100 * {HitRatio} < 80 and on (region) {ReadRate} > 1",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "Cache hit rate in {{ $labels.region }} dropped below 80%",
        Description = "The cache of {{ $labels.region }} answers {{ $value | printf \"%.1f\" }}% of its reads; every miss is a model call.",
    };

    private static AlertRule RegionalLatency => new()
    {
        Name = "RegionalCacheLatency",
        Expression = $"{LatencyP95} > 0.1",
        For = "2m",
        Severity = AlertSeverity.Warning,
        Summary = "High cache latency in region {{ $labels.region }}",
        Description = "95th percentile latency in {{ $labels.region }}: {{ $value | humanizeDuration }}, over 100ms.",
    };

    private static AlertRule VendorDataStale => new()
    {
        Name = "VendorDataStale",
        Expression = $"max by (region, vendor_type) ({MetricNames.VendorCacheFreshnessSeconds}) > 86400",
        For = "30m",
        Severity = AlertSeverity.Warning,
        Summary = "Cached {{ $labels.vendor_type }} data in {{ $labels.region }} is older than a day",
        Description = "The oldest cached {{ $labels.vendor_type }} data in {{ $labels.region }} is {{ $value | humanizeDuration }} old.",
    };

    private static AlertRule AnswerQualityLow => new()
    {
        Name = "AnswerQualityLow",
        Expression =
            $"sum by (region, response_type) (rate({MetricNames.AiResponseQualityScore}_sum[1h]))"
            + $" / (sum by (region, response_type) (rate({MetricNames.AiResponseQualityScore}_count[1h])) > 0) < 0.6",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Summary = "Quality of cached {{ $labels.response_type }} answers in {{ $labels.region }} is low",
        Description = "The mean quality score of {{ $labels.response_type }} answers in {{ $labels.region }} is {{ $value | printf \"%.2f\" }} of 1 over the last hour.",
    };
}
