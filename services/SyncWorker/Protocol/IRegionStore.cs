using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>How a reader's progress was taken.</summary>
internal enum Advance
{
    /// <summary>It stands.</summary>
    Done,

    /// <summary>What is held ends before the stretch starts, or the stretch is of another life of the source's data.</summary>
    Gap,

    /// <summary>The region's own data have begun another life since: what was applied may be lost.</summary>
    Moved,
}

/// <summary>Where a failover no longer loses what was applied.</summary>
/// <param name="Partitions">There it is so.</param>
/// <param name="Failure">Why not for the others; null when it is so for all.</param>
internal sealed record Settlement(IReadOnlyCollection<int> Partitions, Exception? Failure = null);

/// <summary>The records of one region, as the Redis functions keep them: each operation is atomic in its partition.</summary>
internal interface IRegionStore
{
    string Region { get; }

    /// <summary>State and clock, in one moment.</summary>
    ValueTask<PartitionState> ReadStateAsync(int partition, CancellationToken cancellation);

    /// <summary>Names whose latest version the region <paramref name="origin"/> wrote, later than <paramref name="after"/>, in the order of their stamps.</summary>
    ValueTask<IReadOnlyList<(string Id, Stamp Stamp)>> ReadIndexAsync(
        int partition, string origin, Stamp after, Stamp upTo, int limit, CancellationToken cancellation);

    /// <summary>How many names of the index are later than a stamp.</summary>
    ValueTask<long> CountIndexAsync(int partition, string origin, Stamp after, CancellationToken cancellation);

    /// <summary>Those of the records that are there.</summary>
    ValueTask<IReadOnlyList<StoredRecord>> ReadAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>State and clock, and all records that are there then or later, of all origins.</summary>
    ValueTask<(PartitionState State, IReadOnlyList<Item> Items)> ListAsync(int partition, CancellationToken cancellation);

    /// <summary>
    /// Takes a version of another region. One of another group that comes too late has the standing version marked as exposed
    /// (<see cref="Core.Entries.EntryTraits.Exposed"/>), and so has a resident one that takes the place of one that other groups may hold.
    /// </summary>
    ValueTask<ApplyOutcome> ApplyAsync(int partition, StoredRecord record, CancellationToken cancellation);

    /// <summary>Waits until a failover no longer loses what was applied to the partitions, and says for which it is so.</summary>
    ValueTask<Settlement> SettleAsync(IReadOnlyCollection<int> partitions, CancellationToken cancellation);

    /// <summary>Moves the cursor for an origin on, if what was held reaches <paramref name="from"/> and neither side began another life.</summary>
    ValueTask<Advance> AdvanceAsync(
        int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to, CancellationToken cancellation);

    /// <summary>
    /// After a comparison up to <paramref name="compared"/>: what <paramref name="peer"/> claims is held here too. False when the data began
    /// another life since, or deletions came back that the comparison did not see.
    /// </summary>
    ValueTask<bool> AdoptAsync(DataLife life, PartitionState peer, Stamp compared, CancellationToken cancellation);

    /// <summary>
    /// Sees to it that the next stamp is later than one that a peer has seen of this region before its data were lost. False when that one
    /// is ahead of the clock by more than the skew limit.
    /// </summary>
    ValueTask<bool> RaiseClockAsync(int partition, Stamp seen, CancellationToken cancellation);

    /// <summary>
    /// Notes that a peer holds a stretch of this region's writes. False when they are of another life, deletions came back that it has not read, or
    /// something before the stretch is not acknowledged.
    /// </summary>
    ValueTask<bool> AcknowledgeAsync(int partition, HeldStretch held, Member peer, CancellationToken cancellation);

    /// <summary>Takes a version out without a trace, if it is still the one.</summary>
    ValueTask<bool> RemoveAsync(int partition, Item item, CancellationToken cancellation);

    /// <summary>
    /// Drops an origin's tombstones up to a stamp, no longer exposes its resident records up to there, and raises the floor to the latest of these.
    /// </summary>
    ValueTask<long> SweepAsync(int partition, string origin, Stamp upTo, CancellationToken cancellation);
}
