using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>What a region knows of a partition's replication, in one moment.</summary>
/// <param name="Clock">The partition's clock.</param>
/// <param name="Generation">Names one unbroken life of the data; another one after every restart and failover.</param>
/// <param name="State">Fields <c>c:origin</c>, <c>h:origin</c>, <c>f:origin</c>, <c>g:peer</c>, <c>o:peer</c> and <c>d:peer</c>.</param>
/// <param name="Acknowledged">By peer, and by <c>peer@group</c> for peers of the region's residency group.</param>
/// <param name="Returned">How many deletions of the region have come back to it that it had lost.</param>
/// <param name="HasEvicted">Whether the node that holds the partition has evicted anything since it started.</param>
public sealed record ReplicationPosition(
    Stamp Clock, string Generation, IReadOnlyDictionary<string, string> State, IReadOnlyDictionary<string, string> Acknowledged, long Returned,
    bool HasEvicted)
{
    public DataLife Life => new(Generation, Returned);
}

/// <summary>
/// What a reader has to have read for its word to count: the same unbroken life of the data, and all deletions that had been lost in an earlier one
/// and have come back.
/// </summary>
public readonly record struct DataLife(string Generation, long Returned);

/// <summary>What a reader holds of a partition.</summary>
/// <param name="Life">What it has read.</param>
/// <param name="From">What it has read begins after this stamp.</param>
/// <param name="To">It holds everything from there up to this stamp.</param>
public readonly record struct HeldStretch(DataLife Life, Stamp From, Stamp To);

/// <summary>Whether a write is safe.</summary>
public enum Confirmation
{
    /// <summary>Another region holds it, or what took its place.</summary>
    Held,

    /// <summary>No other region has said so yet.</summary>
    Pending,

    /// <summary>A failover lost it here.</summary>
    Lost,
}

/// <summary>Replication state of a region's partitions (docs/replication.md). Only the sync workers write it.</summary>
public sealed class ReplicationStore(EntryStore entries)
{
    /// <summary>Prefix of a field with the stamp up to which an origin's writes are held.</summary>
    public const string CursorField = "c:";

    /// <summary>Prefix of a field with the stamp up to which a region of another group had heard of an origin.</summary>
    public const string HeardField = "h:";

    /// <summary>Prefix of a field with an origin's latest dropped tombstone.</summary>
    public const string FloorField = "f:";

    /// <summary>Prefix of a field with the stamp up to which this region and a peer were compared.</summary>
    public const string ComparedField = "d:";

    /// <summary>Prefix of a field with the generation of a peer that was compared with.</summary>
    public const string GenerationField = "g:";

    /// <summary>Prefix of a field with the region's own generation in which it was compared with a peer.</summary>
    public const string OwnGenerationField = "o:";

    // Beside the acknowledgements.
    private const string ReturnedField = "#returned";

    /// <summary>Reads everything at once.</summary>
    public async ValueTask<ReplicationPosition> ReadAsync(int partition, CancellationToken cancellation)
    {
        var call = new FunctionCall("position", partition)
            .Key(Partitions.ClockKey(partition)).Key(Partitions.ReplicationKey(partition)).Key(Partitions.AcknowledgedKey(partition));
        return Position((RedisResult[])(await call.RunAsync(entries.Redis, cancellation))!);
    }

    /// <summary>Reads everything, and the names of the records whose latest version is of one of the origins, in one moment.</summary>
    public async ValueTask<(ReplicationPosition Position, IReadOnlyList<string> Ids)> ReadWithIdsAsync(
        int partition, IEnumerable<string> origins, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(origins);
        var call = new FunctionCall("contents", partition)
            .Key(Partitions.ClockKey(partition)).Key(Partitions.ReplicationKey(partition)).Key(Partitions.AcknowledgedKey(partition));
        foreach (var origin in origins) call.Key(Partitions.IndexKey(partition, origin));
        var reply = (RedisResult[])(await call.RunAsync(entries.Redis, cancellation))!;
        return (Position(reply), Array.ConvertAll((RedisResult[])reply[5]!, id => (string)id!));
    }

    /// <summary>Moves a cursor on: <c>done</c>, <c>gap</c> or <c>moved</c>.</summary>
    public async ValueTask<string> MoveCursorAsync(
        int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to, CancellationToken cancellation)
    {
        var call = new FunctionCall("move_cursor", partition).Key(Partitions.ReplicationKey(partition))
            .Argument(generation).Argument(origin).Argument(originGeneration).Argument(from.ToString()).Argument(to.ToString());
        return (string)(await call.RunAsync(entries.Redis, cancellation))!;
    }

    /// <summary>Raises fields after a comparison with a peer. False when it is not the life that was compared any more.</summary>
    public async ValueTask<bool> AdoptAsync(
        int partition, DataLife life, string peer, string peerGeneration, IEnumerable<(string Field, Stamp Stamp)> fields,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var call = new FunctionCall("adopt", partition).Key(Partitions.ReplicationKey(partition)).Key(Partitions.AcknowledgedKey(partition))
            .Argument(life.Generation).Argument(life.Returned).Argument(peer).Argument(peerGeneration);
        foreach (var (field, stamp) in fields) call.Argument(field).Argument(stamp.ToString());
        return (long)await call.RunAsync(entries.Redis, cancellation) == 1;
    }

    /// <summary>The next stamp will be later than this one. False when it is ahead of the clock by more than the skew limit.</summary>
    public async ValueTask<bool> RaiseClockAsync(int partition, Stamp stamp, TimeSpan skewLimit, CancellationToken cancellation)
    {
        var call = new FunctionCall("raise", partition).Key(Partitions.ClockKey(partition))
            .Argument(stamp.ToString()).Argument((long)skewLimit.TotalMilliseconds);
        return (long)await call.RunAsync(entries.Redis, cancellation) == 1;
    }

    /// <summary>
    /// Notes that a peer holds a stretch. False when it read another life of the data, or before all had come back, or when something before the
    /// stretch is missing.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="peer">The peer region.</param>
    /// <param name="sharedGroup">The residency group of both; empty = the peer may not hold entries of this region's group.</param>
    /// <param name="held">The stretch.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<bool> AcknowledgeAsync(
        int partition, string peer, string sharedGroup, HeldStretch held, CancellationToken cancellation)
    {
        var call = new FunctionCall("acknowledge", partition).Key(Partitions.AcknowledgedKey(partition))
            .Argument(peer).Argument(held.To.ToString()).Argument(held.Life.Generation).Argument(sharedGroup)
            .Argument(held.Life.Returned).Argument(held.From.ToString());
        return (string)(await call.RunAsync(entries.Redis, cancellation))! != "-1";
    }

    /// <summary>Whether another region holds a write of this one.</summary>
    public async ValueTask<Confirmation> ConfirmAsync(string id, Stamp stamp, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var call = new FunctionCall("confirmed", partition)
            .Key(Partitions.AcknowledgedKey(partition)).Key(Partitions.EntryKey(partition, id))
            .Argument(stamp.ToString()).Argument(entries.Region);
        return (long)await call.RunAsync(entries.Redis, cancellation) switch
        {
            1 => Confirmation.Held,
            0 => Confirmation.Pending,
            _ => Confirmation.Lost,
        };
    }

    /// <summary>The first bytes of records, as far as their residency; empty = not there.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> ReadHeadsAsync(int partition, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0) return [];
        var call = new FunctionCall("heads", partition);
        foreach (var id in ids) call.Key(Partitions.EntryKey(partition, id));
        return Array.ConvertAll((RedisResult[])(await call.RunAsync(entries.Redis, cancellation))!, head => (byte[])head!);
    }

    /// <summary>Takes a version out without a trace. False when another one stands.</summary>
    public async ValueTask<bool> RemoveAsync(int partition, string id, Entry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var version = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(version, entry.Stamp.Value);
        BinaryPrimitives.WriteUInt64BigEndian(version.AsSpan(8), entry.WriteId);
        var call = new FunctionCall("remove", partition)
            .Key(Partitions.EntryKey(partition, id)).Key(Partitions.IndexKey(partition, entry.Origin));
        if (entry.Subject.Length > 0) call.Key(Partitions.SubjectKey(partition, entry.Subject));
        call.Argument(partition).Argument(id).Argument(version).Argument(entry.Origin);
        return (long)await call.RunAsync(entries.Redis, cancellation) == 1;
    }

    /// <summary>Gives a version of this region that is ahead of time a stamp of now, or deletes it. Null when another version stands.</summary>
    public async ValueTask<Stamp?> RestampAsync(string id, Stamp stamp, bool drop, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var tombstone = drop
            ? (RedisValue)EntryCodec.Encode(Tombstones.Request(id, Stamp.Zero).Entry with { Origin = entries.Region }, [])
            : (RedisValue)"";
        var call = new FunctionCall("restamp", partition)
            .Key(Partitions.EntryKey(partition, id)).Key(Partitions.ClockKey(partition))
            .Key(Partitions.IndexKey(partition, entries.Region)).Key(Partitions.AcknowledgedKey(partition))
            .Argument(partition).Argument(id).Argument(stamp.ToString()).Argument(tombstone).Argument(entries.Region);
        var reply = (RedisResult[])(await call.RunAsync(entries.Redis, cancellation))!;
        return (string)reply[0]! == "done" ? EntryStore.ToStamp(reply[1]) : null;
    }

    private static ReplicationPosition Position(RedisResult[] reply)
    {
        var acknowledged = Pairs(reply[3]);
        var returned = acknowledged.Remove(ReturnedField, out var count) ? long.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return new ReplicationPosition(EntryStore.ToStamp(reply[0]), (string)reply[1]!, Pairs(reply[2]), acknowledged, returned, (int)reply[4] == 1);
    }

    private static Dictionary<string, string> Pairs(RedisResult result)
    {
        var list = (RedisResult[])result!;
        var pairs = new Dictionary<string, string>(list.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < list.Length; i += 2) pairs[(string)list[i]!] = (string)list[i + 1]!;
        return pairs;
    }
}

/// <summary>Leases by name on anything that is not an entry: who holds one does the work that it stands for.</summary>
public sealed class WorkLeases(RedisCluster redis)
{
    /// <summary>Takes or extends a lease. False when another one holds it.</summary>
    /// <param name="number">Where the lease lies: leases of different numbers are spread over the nodes.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="holder">Names the caller.</param>
    /// <param name="duration">How long it lives unless it is extended.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<bool> OwnAsync(int number, string purpose, string holder, TimeSpan duration, CancellationToken cancellation)
    {
        var call = new FunctionCall("own", number).Key(Name(number, purpose)).Argument(holder).Argument((long)duration.TotalMilliseconds);
        return (long)await call.RunAsync(redis, cancellation) == 1;
    }

    /// <summary>Whether anybody holds a lease.</summary>
    public ValueTask<bool> IsOwnedAsync(int number, string purpose, CancellationToken cancellation) =>
        redis.RunAsync(number, static (database, key) => database.KeyExistsAsync(key), (RedisKey)Name(number, purpose), cancellation);

    /// <summary>Gives a lease up, if it is the caller's.</summary>
    public async ValueTask DisownAsync(int number, string purpose, string holder, CancellationToken cancellation) =>
        await new FunctionCall("disown", number).Key(Name(number, purpose)).Argument(holder).RunAsync(redis, cancellation);

    private static string Name(int number, string purpose) => string.Create(CultureInfo.InvariantCulture, $"c:{{{number}}}:{purpose}");
}
