namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>What one look at the cluster leads to. Done when there are neither refusals nor steps nor anything to wait for.</summary>
internal sealed record TopologyPlan
{
    /// <summary>Why nothing may be done here at all.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>To be done now, in this order.</summary>
    public IReadOnlyList<TopologyStep> Steps { get; init; } = [];

    /// <summary>What the nodes have to reach by themselves before anything else makes sense.</summary>
    public IReadOnlyList<string> Waits { get; init; } = [];

    /// <summary>What is wrong and cannot be mended here.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is worth knowing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsSettled => Refusals.Count == 0 && Steps.Count == 0 && Waits.Count == 0;
}

/// <summary>Collects a plan. A stage with steps or waits is the last one: the next looks at a newer view.</summary>
internal sealed class PlanBuilder
{
    public List<string> Refusals { get; } = [];

    public List<TopologyStep> Steps { get; } = [];

    public List<string> Waits { get; } = [];

    public List<string> Problems { get; } = [];

    public List<string> Notes { get; } = [];

    public bool IsOpen => Refusals.Count == 0 && Steps.Count == 0 && Waits.Count == 0;

    public TopologyPlan Build() => new() { Refusals = Refusals, Steps = Steps, Waits = Waits, Problems = Problems, Notes = Notes };
}
