using WedSync.LoadGenerator.Results;

namespace WedSync.Drills.Reports;

/// <summary>What was promised and what was measured.</summary>
/// <param name="Name">What about, such as <c>recovery time</c>.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Comparison"><c>&lt;=</c> or <c>&gt;=</c>.</param>
/// <param name="Promised">The bound.</param>
/// <param name="Unit">Unit of both, such as s.</param>
public sealed record Promise(string Name, double Measured, string Comparison, double Promised, string Unit)
{
    /// <summary>Whether it was kept. What could not be measured (NaN) was not.</summary>
    public bool Kept => Comparison == "<=" ? Measured <= Promised : Measured >= Promised;

    /// <summary>At most so much.</summary>
    public static Promise AtMost(string name, double measured, double promised, string unit) => new(name, measured, "<=", promised, unit);

    /// <summary>At least so much.</summary>
    public static Promise AtLeast(string name, double measured, double promised, string unit) => new(name, measured, ">=", promised, unit);
}

/// <summary>A figure beside the promises.</summary>
public sealed record Figure(string Name, double Value, string Unit);

/// <summary>What a drill found.</summary>
/// <param name="Promises">Promised against measured.</param>
/// <param name="Figures">Further figures.</param>
/// <param name="Load">The load that it ran under.</param>
/// <param name="Notes">What else there is to say.</param>
public sealed record DrillFindings(
    IReadOnlyList<Promise> Promises, IReadOnlyList<Figure> Figures, LoadReport Load, IReadOnlyList<string> Notes);

/// <summary>A drill's result.</summary>
public sealed record DrillReport
{
    /// <summary>The drill's name.</summary>
    public required string Drill { get; init; }

    /// <summary>The drilled region.</summary>
    public required string Region { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether all promises were kept and all was mended.</summary>
    public bool Kept => Findings.Promises.All(p => p.Kept) && NotMended.Count == 0;

    /// <summary>What it found.</summary>
    public required DrillFindings Findings { get; init; }

    /// <summary>What it broke and could not mend.</summary>
    public IReadOnlyList<string> NotMended { get; init; } = [];
}
