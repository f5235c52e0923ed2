using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// What a region knows about one partition, beside its records. All of it lies in the partition's own slot, so that a failover or an
/// old backup takes it back together with the records it speaks of: what it claims, it holds.
/// </summary>
internal sealed record PartitionState
{
    public required string Region { get; init; }

    public required int Partition { get; init; }

    /// <summary>Names one unbroken life of the partition's data: it changes when writes may have been lost.</summary>
    public required string Generation { get; init; }

    /// <summary>How many of this region's deletions came back to it that it had lost.</summary>
    public long Returned { get; init; }

    /// <summary>What a reader has to have read for its acknowledgement to count.</summary>
    public DataLife Life => new(Generation, Returned);

    /// <summary>The last stamp handed out or taken over.</summary>
    public required Stamp Clock { get; init; }

    /// <summary>By origin: everything that the origin wrote up to there is held, or was replaced by something later.</summary>
    public IReadOnlyDictionary<string, Stamp> Cursors { get; init; } = Nothing;

    /// <summary>
    /// By origin: a region of another group had heard of everything up to there when it was compared with. That says that deletes were seen, but
    /// not that what only this region's group may hold is held: of that the other group knows nothing.
    /// </summary>
    public IReadOnlyDictionary<string, Stamp> Heard { get; init; } = Nothing;

    /// <summary>By origin: the latest tombstone of it that was dropped here.</summary>
    public IReadOnlyDictionary<string, Stamp> Floors { get; init; } = Nothing;

    /// <summary>Whether the node that holds the partition has evicted anything since it started.</summary>
    public bool HasEvicted { get; init; }

    /// <summary>
    /// By origin: an entry that it wrote up to there and that is not here was evicted here. Of one peer's comparison
    /// (<see cref="SyncPolicy.Evicted"/>).
    /// </summary>
    public IReadOnlyDictionary<string, Stamp> Evicted { get; init; } = Nothing;

    /// <summary>By peer: up to where the peer holds this region's writes. Known to the region itself only; does not travel.</summary>
    public IReadOnlyDictionary<string, Stamp> Acknowledged { get; init; } = Nothing;

    /// <summary>By peer: up to where this region and the peer were compared. Does not travel.</summary>
    public IReadOnlyDictionary<string, Stamp> Compared { get; init; } = Nothing;

    /// <summary>By peer: the generation with which this region was compared last. Does not travel.</summary>
    public IReadOnlyDictionary<string, string> PeerGenerations { get; init; } = new Dictionary<string, string>();

    /// <summary>By peer: this region's generation when it was compared last. Does not travel.</summary>
    public IReadOnlyDictionary<string, string> OwnGenerations { get; init; } = new Dictionary<string, string>();

    private static readonly IReadOnlyDictionary<string, Stamp> Nothing = new Dictionary<string, Stamp>();

    public Stamp Cursor(string origin) => Cursors.GetValueOrDefault(origin);

    public Stamp Floor(string origin) => Floors.GetValueOrDefault(origin);

    public Stamp AcknowledgedBy(string peer) => Acknowledged.GetValueOrDefault(peer);

    public Stamp ComparedWith(string peer) => Compared.GetValueOrDefault(peer);

    /// <summary>Everything that <paramref name="origin"/> wrote up to there has been seen here, but for what only its group may hold.</summary>
    public Stamp Seen(string origin) => origin == Region ? Clock : Known(origin);

    /// <summary>
    /// Every tombstone of <paramref name="origin"/> up to there has been seen here. For the region's own the clock says nothing after an old
    /// backup came back; what it had dropped does.
    /// </summary>
    public Stamp SeenDeletes(string origin) => origin == Region ? Floor(origin) : Known(origin);

    private Stamp Known(string origin) => Cursor(origin) > Heard.GetValueOrDefault(origin) ? Cursor(origin) : Heard.GetValueOrDefault(origin);
}
