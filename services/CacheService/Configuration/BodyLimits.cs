namespace WedSync.CacheService.Configuration;

/// <summary>How slow clients may be with bodies, and how much of them a pod holds.</summary>
internal sealed record BodyLimits
{
    /// <summary>What a client may wait before its rate counts.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The least rate at which an answer is to be read, after <see cref="Grace"/> and beyond what sockets buffer.</summary>
    public const int MinReadBytesPerSecond = 16 * 1024;

    /// <summary>The least rate of an upload after <see cref="Grace"/>.</summary>
    public int MinBytesPerSecond { get; init; } = 4 * 1024;

    /// <summary>In which a body has to be complete.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take nothing of an answer that is ready for it.</summary>
    public TimeSpan LongestStall { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of bodies, on their way in or out, that the pod holds for one tenant; for all together twice as many.</summary>
    public long HeldPerTenant { get; init; } = 128L << 20;
}
