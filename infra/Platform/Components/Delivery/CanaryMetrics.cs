namespace WedSync.Platform.Components.Delivery;

/// <summary>A measurement that a canary must pass.</summary>
/// <param name="Name">Name in the analysis.</param>
/// <param name="Query">PromQL that gives one number, or none when nobody used the canary.</param>
/// <param name="Passes">Comparison that a good result satisfies, such as <c>&gt; 0.85</c>.</param>
/// <param name="Count">Measurements, a minute apart; null = until the rollout ends.</param>
/// <param name="FailureLimit">Bad measurements that are forgiven.</param>
/// <param name="InconclusiveLimit">Measurements without a result that are forgiven.</param>
public sealed record CanaryMetric(string Name, string Query, string Passes, int? Count, int FailureLimit, int InconclusiveLimit)
{
    private const string HasResult = "len(result) > 0 && !isNaN(result[0])";

    /// <summary>Holds for a result that passes. An empty or NaN result makes it false, never an error.</summary>
    public string SuccessCondition => $"{HasResult} && result[0] {Passes}";

    /// <summary>
    /// Holds for a result that does not pass. With no result neither condition holds, which Argo Rollouts counts as
    /// inconclusive: a canary that nobody measured is neither rolled back nor promoted; past the limit it pauses for a person.
    /// </summary>
    public string FailureCondition => $"{HasResult} && !(result[0] {Passes})";
}

/// <summary>What a canary of the cache must pass.</summary>
public static class CanaryMetrics
{
    /// <summary>Hit rate, error rate and p95, for the canary's first minutes.</summary>
    public static IReadOnlyList<CanaryMetric> Analysis { get; } =
    [
        new("cache-hit-rate", CanaryQueries.HitRate(), "> 0.85", Count: 5, FailureLimit: 2, InconclusiveLimit: 2),
        new("error-rate", CanaryQueries.ErrorRate(), "< 0.01", Count: 10, FailureLimit: 3, InconclusiveLimit: 3),
        new("response-latency", CanaryQueries.LatencyP95(), "< 0.2", Count: 5, FailureLimit: 2, InconclusiveLimit: 2),
    ];

    /// <summary>
    /// Error rate and p95 for as long as the rollout lasts. The analysis above ends after 10 minutes, but most traffic only
    /// meets the canary in the steps of 50 and 75 %.
    /// </summary>
    public static IReadOnlyList<CanaryMetric> Watch { get; } =
    [
        new("lasting-error-rate", CanaryQueries.ErrorRate(), "< 0.01", Count: null, FailureLimit: 3, InconclusiveLimit: 10),
        new("lasting-latency", CanaryQueries.LatencyP95(), "< 0.2", Count: null, FailureLimit: 3, InconclusiveLimit: 10),
    ];
}
