using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>
/// Takes names out of a partition's index whose entries expired or were evicted, and drops tombstones that every peer region has
/// acknowledged and invalidations that have outlived every entry.
/// </summary>
public sealed class IndexSweeper(EntryStore entries)
{
    private const int PageSize = 200;

    /// <summary>
    /// How long a tombstone stays at least, whoever has acknowledged it: it is what refuses a fill that was begun before the delete.
    /// </summary>
    public static readonly TimeSpan TombstoneAge = TimeSpan.FromHours(1);

    /// <summary>Up to where every peer region holds this region's writes, and no fill can still come from before.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="peers">The other regions; none = nobody has to acknowledge.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<Stamp> AcknowledgedAsync(
        int partition, IReadOnlyCollection<string> peers, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(peers);
        var youngest = Stamp.From(now - TombstoneAge);
        if (peers.Count == 0) return youngest;
        var known = await entries.Redis.RunAsync(
            partition,
            static (database, key) => database.HashGetAllAsync(key),
            (RedisKey)Partitions.AcknowledgedKey(partition),
            cancellation);
        var byPeer = known.ToDictionary(item => (string)item.Name!, item => (long)item.Value);
        return new Stamp(Math.Min(youngest.Value, peers.Min(peer => byPeer.GetValueOrDefault(peer))));
    }

    /// <summary>Sweeps one index once.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="origin">The region whose index is swept.</param>
    /// <param name="acknowledged">Every peer region holds everything up to here; tombstones beyond stay.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    /// <returns>How many names went.</returns>
    public async Task<long> SweepAsync(int partition, string origin, Stamp acknowledged, CancellationToken cancellation)
    {
        var (gone, start) = (0L, 0L);
        while (true)
        {
            var page = await entries.Redis.RunAsync(
                partition,
                static (database, state) => database.SortedSetRangeByRankAsync(state.Key, state.Start, state.Start + PageSize - 1),
                (Key: (RedisKey)Partitions.IndexKey(partition, origin), Start: start),
                cancellation);
            if (page.Length == 0) return gone;
            var taken = await SweepPageAsync(partition, origin, page, acknowledged, cancellation);
            gone += taken;
            start += page.Length - taken;
        }
    }

    private async ValueTask<long> SweepPageAsync(
        int partition, string origin, RedisValue[] page, Stamp acknowledged, CancellationToken cancellation)
    {
        var call = new FunctionCall("sweep", partition)
            .Key(Partitions.IndexKey(partition, origin))
            .Key(Partitions.InvalidationsKey(partition))
            .Key(Partitions.ReplicationKey(partition))
            .Argument(acknowledged.ToString())
            .Argument(origin);
        foreach (var id in page) call.Key(Partitions.EntryKey(partition, (string)id!)).Argument(id);
        return (long)await call.RunAsync(entries.Redis, cancellation);
    }
}
