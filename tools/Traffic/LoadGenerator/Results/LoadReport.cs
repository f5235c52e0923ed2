namespace WedSync.LoadGenerator.Results;

/// <summary>What became of the requests of one operation.</summary>
/// <param name="Offered">Requests that were to be sent.</param>
/// <param name="Ended">How they ended, those that occurred.</param>
/// <param name="Latency">Latencies of the successes.</param>
public sealed record OperationReport(long Offered, IReadOnlyDictionary<OutcomeKind, long> Ended, LatencySummary Latency);

/// <summary>What a run found.</summary>
public sealed record LoadReport
{
    /// <summary>Seed that repeats it.</summary>
    public required int Seed { get; init; }

    /// <summary>Length in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests a second that were to be sent.</summary>
    public required double OfferedRate { get; init; }

    /// <summary>Successes a second.</summary>
    public required double Goodput { get; init; }

    /// <summary>All operations together.</summary>
    public required OperationReport Total { get; init; }

    /// <summary>By operation, those that occurred.</summary>
    public required IReadOnlyDictionary<OperationKind, OperationReport> Operations { get; init; }
}
