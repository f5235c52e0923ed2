namespace WedSync.Drills.Autoscaling;

/// <summary>A horizontal pod autoscaler, as far as its decisions depend on it.</summary>
public sealed record AutoscalerSpec
{
    /// <summary>Fewest pods.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>Most pods.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>What it watches; the metric that asks for most pods decides.</summary>
    public required IReadOnlyList<MetricTarget> Metrics { get; init; }

    /// <summary>How it adds pods.</summary>
    public required ScalingRules ScaleUp { get; init; }

    /// <summary>How it takes pods away.</summary>
    public required ScalingRules ScaleDown { get; init; }
}

/// <summary>How a metric and its target are compared.</summary>
public enum TargetKind
{
    /// <summary>The pods' average use of a resource, in percent of what they request.</summary>
    Utilization,

    /// <summary>A load of the whole workload, divided by its pods.</summary>
    AverageValue,
}

/// <summary>A metric and what it should be.</summary>
/// <param name="Name">cpu, memory or an external metric's name.</param>
/// <param name="Kind">How they are compared.</param>
/// <param name="Target">Percent, or load of one pod.</param>
public sealed record MetricTarget(string Name, TargetKind Kind, double Target);

/// <summary>Bounds of one direction.</summary>
/// <param name="Stabilization">The most careful recommendation of this long counts.</param>
/// <param name="Select">Which policy bounds a step.</param>
/// <param name="Policies">Bounds of a step; none = unbounded.</param>
public sealed record ScalingRules(TimeSpan Stabilization, PolicyChoice Select, IReadOnlyList<ScalingPolicy> Policies);

/// <summary>Which of several policies counts.</summary>
public enum PolicyChoice
{
    /// <summary>The one that allows the largest change.</summary>
    Max,

    /// <summary>The one that allows the smallest change.</summary>
    Min,

    /// <summary>No change in this direction.</summary>
    Disabled,
}

/// <summary>How much may change in a period.</summary>
/// <param name="IsPercent">Whether the value is percent of the pods at the period's start, or pods.</param>
/// <param name="Value">How much.</param>
/// <param name="Period">In which time.</param>
public sealed record ScalingPolicy(bool IsPercent, int Value, TimeSpan Period);
