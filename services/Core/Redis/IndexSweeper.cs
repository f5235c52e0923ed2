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

    /// <summary>
    /// Up to where a region may drop its own tombstones: every peer has acknowledged them, what each had up to there was compared since (a
    /// tombstone with a residency is not told to all of them, so that what they have of its name has to be heard instead), and they are old enough.
    /// </summary>
    /// <param name="peers">The other regions; none = nobody has to agree.</param>
    /// <param name="acknowledged">Up to where a peer holds this region's writes.</param>
    /// <param name="compared">Up to where this region and a peer were compared.</param>
    /// <param name="youngest">Tombstones later than this are too young.</param>
    public static Stamp DropUpTo(IEnumerable<string> peers, Func<string, Stamp> acknowledged, Func<string, Stamp> compared, Stamp youngest)
    {
        ArgumentNullException.ThrowIfNull(acknowledged);
        ArgumentNullException.ThrowIfNull(compared);
        return peers.SelectMany(peer => new[] { acknowledged(peer), compared(peer) }).Append(youngest).Min();
    }

    /// <summary><see cref="DropUpTo"/> of a partition, from what stands in Redis.</summary>
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
        var acknowledged = await ReadAsync(Partitions.AcknowledgedKey(partition), partition, cancellation);
        var state = await ReadAsync(Partitions.ReplicationKey(partition), partition, cancellation);
        return DropUpTo(
            peers, peer => Read(acknowledged, peer), peer => Read(state, ReplicationStore.ComparedField + peer), youngest);
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

    private async ValueTask<Dictionary<string, string>> ReadAsync(string key, int partition, CancellationToken cancellation)
    {
        var fields = await entries.Redis.RunAsync(partition, static (database, key) => database.HashGetAllAsync(key), (RedisKey)key, cancellation);
        return fields.ToDictionary(field => (string)field.Name!, field => (string)field.Value!, StringComparer.Ordinal);
    }

    private static Stamp Read(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) && Stamp.TryParse(text, out var stamp) ? stamp : Stamp.Zero;
}
