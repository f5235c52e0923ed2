namespace WedSync.Gateway;

/// <summary>What tests replace and the program leaves as it is.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Source of time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Uniform numbers from 0 to below 1, for weighted choices; called from several threads.</summary>
    public Func<double> Uniform { get; init; } = Random.Shared.NextDouble;

    /// <summary>How often the routes' file is looked at.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often an endpoint that refused a connection is asked again.</summary>
    public TimeSpan SuspectInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Largest request body, in bytes, that is read before a region is asked and kept so that it can be sent a second time: the cache
    /// service's default limit of an entry. Larger ones are passed on as they come, once.
    /// </summary>
    public int MaxReplayBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of all bodies that may be kept at once; what comes when they are used up is passed on as it comes.</summary>
    public long MaxHeldBytes { get; init; } = 256L << 20;

    /// <summary>Largest request body in bytes; the services have narrower limits of their own.</summary>
    public long MaxBodyBytes { get; init; } = 64L << 20;

    /// <summary>How long requests under way may take to end when the process is told to.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(35);
}
