namespace WedSync.Drills.Autoscaling;

/// <summary>
/// Decides as the Kubernetes autoscaler does: the ratio of a metric to its target with a tolerance, the metric that asks for most, the most
/// careful recommendation of the stabilization window, the policies' bounds on a step, the bounds on the pods. Time and metrics are given to
/// it, so that the same run always ends alike.
/// </summary>
/// <param name="spec">The autoscaler.</param>
/// <param name="replicas">Pods at the start.</param>
public sealed class Autoscaler(AutoscalerSpec spec, int replicas)
{
    /// <summary>How often the controller decides.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>How far a metric may be off its target without a consequence.</summary>
    public const double Tolerance = 0.1;

    private readonly List<(TimeSpan At, int Replicas)> _recommendations = [];
    private readonly List<(TimeSpan At, int Change)> _changes = [];

    /// <summary>Pods now.</summary>
    public int Replicas { get; private set; } = replicas;

    /// <summary>Decides once.</summary>
    /// <param name="now">Moment; never before an earlier one.</param>
    /// <param name="read">
    /// Value of a metric with so many pods: their average utilization in percent, or the whole workload's load. Null = not known.
    /// </param>
    /// <returns>Pods from now on.</returns>
    public int Step(TimeSpan now, Func<MetricTarget, int, double?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var wanted = Replicas > spec.MaxReplicas ? spec.MaxReplicas
            : Replicas < spec.MinReplicas ? spec.MinReplicas
            : Bound(Stabilize(Recommend(read), now), now);
        if (wanted != Replicas) _changes.Add((now, wanted - Replicas));
        return Replicas = wanted;
    }

    /// <summary>Pods that the metrics ask for now, without any bound.</summary>
    public int Recommend(Func<MetricTarget, int, double?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var known = spec.Metrics.Select(m => (Metric: m, Value: read(m, Replicas))).ToList();
        var asked = known.Where(k => k.Value is not null).Select(k => Recommend(k.Metric, k.Value!.Value)).ToList();
        if (asked.Count == 0) return Replicas;
        // A metric that is missing might have asked for more: then nothing is taken away.
        return asked.Count < known.Count ? Math.Max(Replicas, asked.Max()) : asked.Max();
    }

    private int Recommend(MetricTarget metric, double value)
    {
        // The controller counts utilization in whole percents.
        var ratio = metric.Kind == TargetKind.Utilization ? Math.Floor(value) / metric.Target : value / (metric.Target * Replicas);
        if (Math.Abs(1 - ratio) <= Tolerance) return Replicas;
        return (int)Math.Ceiling(metric.Kind == TargetKind.Utilization ? ratio * Replicas : value / metric.Target);
    }

    private int Stabilize(int wanted, TimeSpan now)
    {
        if (_recommendations.Count == 0) _recommendations.Add((now, Replicas));
        var up = Within(spec.ScaleUp.Stabilization, now).Append(wanted).Min();
        var down = Within(spec.ScaleDown.Stabilization, now).Append(wanted).Max();
        _recommendations.Add((now, wanted));
        return Math.Min(Math.Max(Replicas, up), down);
    }

    private IEnumerable<int> Within(TimeSpan window, TimeSpan now) => _recommendations.Where(r => r.At > now - window).Select(r => r.Replicas);

    private int Bound(int wanted, TimeSpan now)
    {
        if (wanted > Replicas) return Math.Min(wanted, Math.Min(spec.MaxReplicas, Math.Max(Replicas, UpLimit(now))));
        if (wanted < Replicas) return Math.Max(wanted, Math.Max(spec.MinReplicas, Math.Min(Replicas, DownLimit(now))));
        return Replicas;
    }

    private int UpLimit(TimeSpan now)
    {
        if (spec.ScaleUp.Select == PolicyChoice.Disabled) return Replicas;
        if (spec.ScaleUp.Policies.Count == 0) return int.MaxValue;
        var limits = spec.ScaleUp.Policies.Select(policy =>
        {
            var start = AtStart(policy.Period, now);
            return policy.IsPercent ? (int)Math.Ceiling(start * (1 + (policy.Value / 100.0))) : start + policy.Value;
        });
        return spec.ScaleUp.Select == PolicyChoice.Max ? limits.Max() : limits.Min();
    }

    private int DownLimit(TimeSpan now)
    {
        if (spec.ScaleDown.Select == PolicyChoice.Disabled) return Replicas;
        if (spec.ScaleDown.Policies.Count == 0) return 0;
        var limits = spec.ScaleDown.Policies.Select(policy =>
        {
            var start = AtStart(policy.Period, now);
            return policy.IsPercent ? (int)(start * (1 - (policy.Value / 100.0))) : start - policy.Value;
        });
        return spec.ScaleDown.Select == PolicyChoice.Max ? limits.Min() : limits.Max();
    }

    private int AtStart(TimeSpan period, TimeSpan now) => Replicas - _changes.Where(c => c.At > now - period).Sum(c => c.Change);
}
