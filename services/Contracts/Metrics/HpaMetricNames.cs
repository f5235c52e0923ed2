namespace WedSync.Contracts.Metrics;

/// <summary>
/// Names of external metrics that autoscalers read through the metrics adapter. Each falls as pods are added; a ratio such as
/// the hit rate would not, and must never scale anything.
/// </summary>
public static class HpaMetricNames
{
    /// <summary>
    /// Cache misses per second of the whole cache service in the region. The autoscaler compares it as <c>AverageValue</c>,
    /// that is divided by the pods: misses per second per pod. A miss costs a model call, so it is the work that more pods share.
    /// </summary>
    public const string CacheMissesPerSecond = "cache_misses_per_second";

    /// <summary>Misses per second that one cache pod carries at most, the autoscaler's <c>AverageValue</c> target.</summary>
    public const int CacheMissesPerSecondPerPodTarget = 25;
}
