using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>Times and sizes of the protocol; the defaults suit production.</summary>
internal sealed record SyncOptions
{
    /// <summary>How many partitions there are.</summary>
    public int Partitions { get; init; } = Core.Keyspace.Partitions.Count;

    /// <summary>The longest that a change may wait when its wake-up was lost; 30 s.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far ahead of the clock a stamp may be; 2 s.</summary>
    public TimeSpan SkewLimit { get; init; } = HybridClock.DefaultSkewLimit;

    /// <summary>Longest wait for an answer of a peer; 5 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait before a lost session is opened again, doubled up to ten times; 250 ms.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Every partition is compared with every peer once in this time; 10 min.</summary>
    public TimeSpan CompareInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Tombstones are looked for so often; 5 min.</summary>
    public TimeSpan DropInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Partitions in one message or comparison; 64.</summary>
    public int PartitionsPerMessage { get; init; } = 64;

    /// <summary>Records of one partition in one message; 100.</summary>
    public int RecordsPerBatch { get; init; } = 100;

    /// <summary>Bytes of records after which a message is full; 1 MiB.</summary>
    public int BytesPerMessage { get; init; } = 1 << 20;
}
