using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Delivery;

/// <summary>Arguments that a Rollout passes to the canary's analysis.</summary>
public static class CanaryArguments
{
    /// <summary>Prometheus job of the service, which is the service's name.</summary>
    public const string ServiceName = "service-name";

    /// <summary>Template hash of the canary's pods; a Rollout passes it as <c>valueFrom.podTemplateHashValue: Latest</c>.</summary>
    public const string CanaryHash = "canary-hash";
}

/// <summary>
/// Queries that judge a canary. They see the canary's pods alone: over all pods of the service a canary of 10 % could fail
/// each of its requests and still hide in the average. What anybody can send without a token counts for
/// nothing: it could neither fail a good canary nor hide a bad one.
/// </summary>
public static class CanaryQueries
{
    /// <summary>Label that Prometheus takes over from the pods' label <c>rollouts-pod-template-hash</c>.</summary>
    public const string HashLabel = "rollouts_pod_template_hash";

    private const string Window = "5m";

    private const string Canary =
        $"job=\"{{{{args.{CanaryArguments.ServiceName}}}}}\",{HashLabel}=\"{{{{args.{CanaryArguments.CanaryHash}}}}}\"";

    /// <summary>Hits over reads, 0 to 1; no result without reads.</summary>
    public static string HitRate() => Ratio(Rate(MetricNames.CacheHitsTotal, Canary), Rate(MetricNames.CacheRequestsTotal, Canary));

    /// <summary>Answers 5xx over the service's work, 0 to 1; no result without work.</summary>
    public static string ErrorRate() => Ratio(
        $"sum({Promql.FailureRate(MetricNames.HttpRequestsTotal, Canary, Window)})",
        $"sum{Promql.WorkRate(MetricNames.HttpRequestsTotal, Canary, Window)}");

    /// <summary>95th percentile of the durations of the service's work in seconds; NaN or no result without work.</summary>
    public static string LatencyP95() =>
        $"histogram_quantile(0.95, sum by (le) {Promql.WorkRate($"{MetricNames.HttpRequestDurationSeconds}_bucket", Canary, Window)})";

    /// <summary>A part over a whole: a part that has no series yet is 0, and a whole of 0 gives no result instead of NaN.</summary>
    private static string Ratio(string part, string whole) => $"({part} or vector(0)) / ({whole} > 0)";

    private static string Rate(string counter, string selector) => $"sum(rate({counter}{{{selector}}}[{Window}]))";
}
