using WedSync.Contracts;
using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>PromQL that several rules and dashboards share, so that an alert and the graph beside it never disagree.</summary>
public static class Promql
{
    /// <summary>Series of the cache service's pods.</summary>
    public const string CacheJob = $"job=\"{JobNames.CacheService}\"";

    /// <summary>
    /// Requests of couples: probes and scrapes are left out. <c>/health/region</c> answers 503 by design while a region is
    /// drained; counted, it would burn the error budget of a region that does what it was told.
    /// </summary>
    public const string UserRequests =
        $"{CacheJob},route!~\"{HttpPaths.Health}|{HttpPaths.Ready}|{HttpPaths.RegionHealth}|{HttpPaths.Metrics}\"";

    /// <summary>Requests per second of each region.</summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string RequestRate(string window) =>
        $"sum by (region) (rate({MetricNames.HttpRequestsTotal}{{{UserRequests}}}[{window}]))";

    /// <summary>
    /// Share of a region's requests that ended in a 5xx, 0 to 1. A region without any 5xx series counts as 0, a region without
    /// traffic gives no sample instead of NaN.
    /// </summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string ErrorRatio(string window) =>
        $"(sum by (region) (rate({MetricNames.HttpRequestsTotal}{{{UserRequests},status=~\"5..\"}}[{window}])) or 0 * {RequestRate(window)})"
        + $" / ({RequestRate(window)} > 0)";

    /// <summary>
    /// Share of a region's cached answers slower than <see cref="Slo.LatencyBucketSeconds"/>, 0 to 1. Misses are left out: the
    /// promise is about answers that the cache holds.
    /// </summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string SlowHitRatio(string window)
    {
        var fast = $"sum by (region) (rate({MetricNames.CacheRequestDurationSeconds}_bucket{{{CacheJob},{HitOutcomes},le=\"{Slo.LatencyBucketSeconds}\"}}[{window}]))";
        var all = $"sum by (region) (rate({MetricNames.CacheRequestDurationSeconds}_count{{{CacheJob},{HitOutcomes}}}[{window}]))";
        return $"1 - {fast} / ({all} > 0)";
    }

    /// <summary>Share of a region's cache reads that the cache answered, 0 to 1; summed before it is divided, so busy pods weigh more.</summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string HitRatio(string window)
    {
        var reads = $"sum by (region) (rate({MetricNames.CacheRequestsTotal}{{{CacheJob}}}[{window}]))";
        return $"(sum by (region) (rate({MetricNames.CacheHitsTotal}{{{CacheJob}}}[{window}])) or 0 * {reads}) / ({reads} > 0)";
    }

    /// <summary>A quantile of the cache's reads in seconds for each region, over all pods' buckets.</summary>
    /// <param name="quantile">Quantile such as <c>0.95</c>.</param>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string CacheLatency(string quantile, string window) =>
        $"histogram_quantile({quantile}, sum by (le, region) (rate({MetricNames.CacheRequestDurationSeconds}_bucket{{{CacheJob},{Reads}}}[{window}])))";

    /// <summary>
    /// Operations whose duration is the cache's own. A lookup may wait for another caller's model call, a write for a second
    /// region: counted, a slow model or a lost peer would look like a slow region and have it drained.
    /// </summary>
    private const string Reads = "operation!=\"lookup\",outcome=~\"hit|stale|miss\"";

    /// <summary>Those of them that the latency promise covers.</summary>
    private const string HitOutcomes = "operation!=\"lookup\",outcome=~\"hit|stale\"";
}
