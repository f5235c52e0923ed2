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
    public const string UserRequests = $"{CacheJob},{NoProbes}";

    /// <summary>
    /// Rate of the answers that are the service's work: what it did, what it failed to do, and entries that it looked for and does
    /// not have. Requests that anybody can send (4xx without a token, documents, probes) are left out: a flood of them would
    /// thin a share of errors, and a percentile of durations, to nothing.
    /// </summary>
    /// <param name="metric">Counter or bucket with the labels <c>route</c> and <c>status</c>.</param>
    /// <param name="selector">Which pods.</param>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string WorkRate(string metric, string selector, string window) =>
        $"(rate({metric}{{{selector},{DoneOrFailed}}}[{window}]) or rate({metric}{{{selector},{Missed}}}[{window}]))";

    /// <summary>Rate of the requests that the service failed.</summary>
    /// <inheritdoc cref="WorkRate"/>
    public static string FailureRate(string metric, string selector, string window) =>
        $"rate({metric}{{{selector},{NoProbes},status=~\"5..\"}}[{window}])";

    /// <summary>Requests per second of each region, whoever sent them.</summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string RequestRate(string window) =>
        $"sum by (region) (rate({MetricNames.HttpRequestsTotal}{{{UserRequests}}}[{window}]))";

    /// <summary>
    /// Share of a region's work that ended in a 5xx, 0 to 1. A region without any 5xx series counts as 0, a region without
    /// work gives no sample instead of NaN.
    /// </summary>
    /// <param name="window">Range such as <c>5m</c>.</param>
    public static string ErrorRatio(string window)
    {
        var work = $"sum by (region) {WorkRate(MetricNames.HttpRequestsTotal, CacheJob, window)}";
        return $"(sum by (region) ({FailureRate(MetricNames.HttpRequestsTotal, CacheJob, window)}) or 0 * {work}) / ({work} > 0)";
    }

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

    private const string Probes = $"{HttpPaths.Health}|{HttpPaths.Ready}|{HttpPaths.RegionHealth}|{HttpPaths.Metrics}";

    private const string NoProbes = $"route!~\"{Probes}\"";

    private const string DoneOrFailed = $"route!~\"{Probes}|{HttpPaths.OpenApi}/.*\",status!~\"4..\"";

    // A wrong path is a 404 of everybody's, an entry's is not: it takes a token.
    private const string Missed = $"route=\"{HttpPaths.EntryRoute}\",status=\"404\"";

    /// <summary>
    /// Operations whose duration is the cache's own. A lookup may wait for another caller's model call, a write for a second
    /// region: counted, a slow model or a lost peer would look like a slow region and have it drained.
    /// </summary>
    private const string Reads = "operation!=\"lookup\",outcome=~\"hit|stale|miss\"";

    /// <summary>Those of them that the latency promise covers.</summary>
    private const string HitOutcomes = "operation!=\"lookup\",outcome=~\"hit|stale\"";
}
