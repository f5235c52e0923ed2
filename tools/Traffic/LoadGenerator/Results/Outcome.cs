namespace WedSync.LoadGenerator.Results;

/// <summary>How a request ended.</summary>
public enum OutcomeKind
{
    /// <summary>Served.</summary>
    Success,

    /// <summary>Turned away with 503 or 429 to be repeated later.</summary>
    Shed,

    /// <summary>The service does not answer or answers that it cannot.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>Refused: the request itself was wrong.</summary>
    Refused,

    /// <summary>Never sent: too many were under way.</summary>
    Dropped,

    /// <summary>Stored in one region, and said so: no second one has confirmed it.</summary>
    NotReplicated,
}

/// <summary>A request that ended.</summary>
/// <param name="Operation">What it did.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="IntendedAt">When it was to be sent, from the start of the run.</param>
/// <param name="Latency">From then until it ended.</param>
/// <param name="Region">The region it said it comes from; empty = none.</param>
/// <param name="Key">The key or question.</param>
public readonly record struct Outcome(OperationKind Operation, OutcomeKind Kind, TimeSpan IntendedAt, TimeSpan Latency, string Region, string Key);
