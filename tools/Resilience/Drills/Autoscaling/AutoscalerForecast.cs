using WedSync.Contracts.Metrics;

namespace WedSync.Drills.Autoscaling;

/// <summary>A load as it was measured on one pod.</summary>
/// <param name="CpuCores">Cores that all of it takes.</param>
/// <param name="MemoryBytes">Bytes that a pod holds, however many share the load. Null = not known.</param>
/// <param name="MissesPerSecond">Misses of the whole workload. Null = not known.</param>
public sealed record MeasuredLoad(double? CpuCores, double? MemoryBytes, double? MissesPerSecond);

/// <summary>What an autoscaler makes of a load that lasts.</summary>
/// <param name="From">Pods when it begins.</param>
/// <param name="To">Pods at the end.</param>
/// <param name="Recommended">Pods that the metrics ask for, without bounds.</param>
/// <param name="Settled">From the load's begin until the last change; zero when nothing changed.</param>
public sealed record ForecastStep(int From, int To, int Recommended, TimeSpan Settled);

/// <summary>What the autoscaler would have done, had each measured load lasted: work is shared by the pods, memory is not.</summary>
public static class AutoscalerForecast
{
    /// <summary>How long each load is taken to last: longer than both stabilization windows.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    /// <summary>One step a load, in order, from the fewest pods.</summary>
    public static IReadOnlyList<ForecastStep> Of(DescribedAutoscaler described, IEnumerable<MeasuredLoad> loads)
    {
        ArgumentNullException.ThrowIfNull(described);
        ArgumentNullException.ThrowIfNull(loads);
        var autoscaler = new Autoscaler(described.Spec, described.Spec.MinReplicas);
        var now = TimeSpan.Zero;
        var steps = new List<ForecastStep>();
        foreach (var load in loads)
        {
            var (from, begin, settled) = (autoscaler.Replicas, now, TimeSpan.Zero);
            double? Read(MetricTarget metric, int replicas) => Value(described, load, metric, replicas);
            var recommended = autoscaler.Recommend(Read);
            for (; now < begin + Lasting; now += Autoscaler.Interval)
            {
                var before = autoscaler.Replicas;
                if (autoscaler.Step(now, Read) != before) settled = now - begin;
            }

            steps.Add(new ForecastStep(from, autoscaler.Replicas, recommended, settled));
        }

        return steps;
    }

    private static double? Value(DescribedAutoscaler described, MeasuredLoad load, MetricTarget metric, int replicas) => metric.Name switch
    {
        "cpu" => 100 * load.CpuCores / replicas / described.CpuRequest,
        "memory" => 100 * load.MemoryBytes / described.MemoryRequest,
        HpaMetricNames.CacheMissesPerSecond => load.MissesPerSecond,
        _ => null,
    };
}
