using WedSync.Drills.Reports;

namespace WedSync.Drills;

/// <summary>Breaks the running platform on purpose and measures what it promised.</summary>
public interface IDrill
{
    /// <summary>Its name on the command line, such as <c>primary-kill</c>.</summary>
    string Name { get; }

    /// <summary>What it does, in a line.</summary>
    string Summary { get; }

    /// <summary>Workloads that must run in the drilled region.</summary>
    IReadOnlyList<string> Workloads { get; }

    /// <summary>How many regions must run.</summary>
    int LeastRegions => 1;

    /// <summary>Whether it sets clocks of pods wrong, by <see cref="DrillContext.Skew"/>.</summary>
    bool SkewsClocks => false;

    /// <summary>
    /// Runs it. What it breaks it first says how to mend, by <see cref="DrillContext.Undo"/>: that is done at the end, however the drill ends.
    /// </summary>
    Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation);
}
