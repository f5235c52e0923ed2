namespace WedSync.Client;

/// <summary>How a <see cref="CacheClient"/> behaves.</summary>
public sealed record CacheClientOptions
{
    /// <summary>Gives the bearer token for each request; it may cache and renew.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }

    /// <summary>
    /// After this long without an answer a read is sent a second time and the faster answer taken; null = never. A good value is the 95th
    /// percentile of read times, so that one read in twenty costs two.
    /// </summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>Longest wait of one lookup for another caller's computation, up to 30 s; 10 s by default.</summary>
    public TimeSpan LookupWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lease lasts; it is renewed while the computation runs. 10 s by default.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When the cache itself does not answer: true (default) computes without it, so that the cache can never take the product
    /// down; false throws.
    /// </summary>
    public bool ComputeWithoutCache { get; init; } = true;

    /// <summary>Source of time, for tests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
