namespace WedSync.Fuzzer.Running;

/// <summary>How long, from where, and with what.</summary>
internal sealed record FuzzSettings
{
    /// <summary>Same seed and document, same requests.</summary>
    public required int Seed { get; init; }

    /// <summary>How long requests are sent.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The one request to send; null = all.</summary>
    public long? Only { get; init; }

    /// <summary>Requests at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Longest time for an answer: the API's own longest wait is 30 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);
}
