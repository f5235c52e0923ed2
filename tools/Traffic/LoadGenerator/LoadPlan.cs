using WedSync.LoadGenerator.Schedule;

namespace WedSync.LoadGenerator;

/// <summary>What is offered to whom.</summary>
public sealed record LoadPlan
{
    /// <summary>Address of the gateway or of a cache service.</summary>
    public required Uri Target { get; init; }

    /// <summary>Gives the bearer token for each request.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }

    /// <summary>Regions that requests say they come from, evenly; empty = they say nothing.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Requests a second.</summary>
    public RateProfile Rate { get; init; } = RateProfile.Constant(200);

    /// <summary>How long.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shares of the operations.</summary>
    public OperationMix Mix { get; init; } = OperationMix.Default;

    /// <summary>How many keys, in each region.</summary>
    public int Keys { get; init; } = 10_000;

    /// <summary>Exponent of Zipf's law.</summary>
    public double Zipf { get; init; } = 0.99;

    /// <summary>Bytes of a value, at least 64.</summary>
    public int ValueBytes { get; init; } = 2048;

    /// <summary>How long the origin takes for an answer that a lookup has to compute.</summary>
    public TimeSpan OriginTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether writes are acknowledged only when a second region holds them.</summary>
    public bool Replicated { get; init; }

    /// <summary>Whether all regions write to the same keys; otherwise each has its own.</summary>
    public bool SharedKeys { get; init; }

    /// <summary>When a request is given up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests under way at most; what would go beyond is not sent and counted as dropped.</summary>
    public int MaxInFlight { get; init; } = 5000;

    /// <summary>Seed of arrivals, keys and operations.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Prefix of all keys, so that runs do not meet.</summary>
    public string KeyPrefix { get; init; } = "load";

    /// <summary>Puts a handler before the one that sends, to look at answers; null = none.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Handler { get; init; }

    /// <summary>Everything that is wrong with it, each with what is allowed.</summary>
    public IReadOnlyList<string> Errors() =>
    [
        .. Check(Duration > TimeSpan.Zero && Duration <= TimeSpan.FromHours(24), $"duration {Duration}", "above 0 s and up to 24 h"),
        .. Check(Keys is >= 1 and <= 10_000_000, $"keys {Keys}", "1 to 10000000"),
        .. Check(Zipf is >= 0 and <= 5, $"zipf {Zipf}", "0 (all keys alike) to 5"),
        .. Check(ValueBytes is >= 64 and <= 1 << 20, $"value size {ValueBytes}", "64 to 1048576 bytes"),
        .. Check(Timeout > TimeSpan.Zero && Timeout <= TimeSpan.FromMinutes(2), $"timeout {Timeout}", "above 0 s and up to 2 min"),
        .. Check(MaxInFlight is >= 1 and <= 100_000, $"in flight {MaxInFlight}", "1 to 100000"),
    ];

    private static IEnumerable<string> Check(bool isValid, string what, string allowed)
        => isValid ? [] : [$"{what}: allowed: {allowed}."];
}
