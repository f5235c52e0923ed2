using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Autoscaling;

/// <summary>An external metric that the adapter serves to autoscalers.</summary>
/// <param name="Name">Name that an autoscaler asks for.</param>
/// <param name="SeriesQuery">Series whose presence makes the metric exist.</param>
/// <param name="MetricsQuery">PromQL of its value; <c>&lt;&lt;.LabelMatchers&gt;&gt;</c> stands for the autoscaler's namespace and selector.</param>
public sealed record ExternalMetricRule(string Name, string SeriesQuery, string MetricsQuery);

/// <summary>
/// External metrics. Each is a load that pods share, so that it falls for each pod when pods are added. A ratio such as the hit
/// rate does not, and a higher hit rate would even add pods: it is for alerts and analyses only.
/// </summary>
public static class ExternalMetricRules
{
    private const string Matchers = "<<.LabelMatchers>>";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExternalMetricRule> All { get; } =
    [
        new(
            HpaMetricNames.CacheMissesPerSecond,
            $"up{{job=\"{JobNames.CacheService}\"}}",
            // A young service without a miss has no series yet: 0, as long as its pods are seen. With no pod in sight there is
            // no value at all, and the autoscaler keeps the pods that it has.
            $"sum(rate({MetricNames.CacheMissesTotal}{{{Matchers},job=\"{JobNames.CacheService}\"}}[2m]))"
            + $" or 0 * sum(up{{{Matchers},job=\"{JobNames.CacheService}\"}})"),
    ];
}
