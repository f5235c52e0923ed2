using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.Core.Redis;

/// <summary>Reads and writes the records of one region, each in its partition, atomically.</summary>
/// <param name="redis">The region's cluster.</param>
/// <param name="region">The region's name: origin of its writes.</param>
public sealed class EntryStore(RedisCluster redis, string region)
{
    private const int StampEnd = EntryCodec.StampOffset + sizeof(long);
    private const int MaxIndexAttempts = 8;

    /// <summary>The region whose writes this store makes.</summary>
    public string Region => region;

    /// <summary>The cluster underneath.</summary>
    public RedisCluster Redis => redis;

    /// <summary>The stored bytes, header and body; null when there is nothing.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<byte[]?> ReadAsync(string id, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        return (byte[]?)await redis.RunAsync(
            partition,
            static (database, key) => database.StringGetAsync(key),
            (RedisKey)Partitions.EntryKey(partition, id),
            cancellation);
    }

    /// <summary>What a replica holds, when the primary does not answer; may be behind. Null when there is nothing or no replica.</summary>
    public async ValueTask<byte[]?> ReadReplicaAsync(string id)
    {
        try
        {
            var key = Partitions.EntryKey(Partitions.Of(id), id);
            return await redis.Database.StringGetAsync(key, CommandFlags.DemandReplica);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return null;
        }
    }

    /// <summary>Makes a write of this region. Idempotent by the header's write id while no other write came between.</summary>
    public async ValueTask<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var partition = Partitions.Of(request.Id);
        var value = EntryCodec.Encode(request.Entry with { Origin = region }, request.Body.Span);
        var oldOrigin = "";
        for (var attempt = 0; attempt < MaxIndexAttempts; attempt++)
        {
            var reply = (RedisResult[])(await WriteCall(request, partition, value, oldOrigin).RunAsync(redis, cancellation))!;
            switch ((string)reply[0]!)
            {
                case "ok": return new WriteResult(true, new Version(ToStamp(reply[1]), region));
                case "superseded": return new WriteResult(false, new Version(ToStamp(reply[1]), (string)reply[2]!));
                case "ahead": return new WriteResult(false, new Version(ToStamp(reply[1]), region));
                default: oldOrigin = (string)reply[1]!; break;
            }
        }

        throw new RedisException($"The origin of a record in partition {partition} kept changing.");
    }

    /// <summary>Takes a version that another region wrote.</summary>
    /// <param name="id">The record's name.</param>
    /// <param name="value">Header with stamp, and body.</param>
    /// <param name="skewLimit">How far ahead of the clock its stamp may be.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="ArgumentException">The value is no entry of a known format.</exception>
    public async ValueTask<ApplyOutcome> ApplyAsync(
        string id, ReadOnlyMemory<byte> value, TimeSpan skewLimit, CancellationToken cancellation)
    {
        if (!EntryCodec.TryDecode(value.Span, out var entry, out _))
            throw new ArgumentException("The value is no entry of format 1.", nameof(value));
        var partition = Partitions.Of(id);
        var oldOrigin = "";
        for (var attempt = 0; attempt < MaxIndexAttempts; attempt++)
        {
            var reply = (RedisResult[])(await ApplyCall(id, partition, value, entry!, skewLimit, oldOrigin).RunAsync(redis, cancellation))!;
            switch ((string)reply[0]!)
            {
                case "applied": return ApplyOutcome.Applied;
                case "known": return ApplyOutcome.Known;
                case "older": return ApplyOutcome.Older;
                case "expired": return ApplyOutcome.Expired;
                case "quarantined": return ApplyOutcome.Quarantined;
                default: oldOrigin = (string)reply[1]!; break;
            }
        }

        throw new RedisException($"The origin of a record in partition {partition} kept changing.");
    }

    /// <summary>The partition's clock.</summary>
    public async ValueTask<Stamp> ReadClockAsync(int partition, CancellationToken cancellation)
    {
        var value = await redis.RunAsync(
            partition, static (database, key) => database.StringGetAsync(key), (RedisKey)Partitions.ClockKey(partition), cancellation);
        return value.IsNull ? Stamp.Zero : new Stamp((long)value);
    }

    /// <summary>Remembers that a peer region holds everything up to a stamp; never goes back. Returns the stamp that stands.</summary>
    public async ValueTask<Stamp> AcknowledgeAsync(int partition, string peer, Stamp upTo, CancellationToken cancellation)
    {
        var call = new FunctionCall("acknowledge", partition).Key(Partitions.AcknowledgedKey(partition))
            .Argument(peer).Argument(upTo.ToString()).Argument("").Argument("").Argument("").Argument(Stamp.Zero.ToString());
        return ToStamp(await call.RunAsync(redis, cancellation));
    }

    internal static Stamp ToStamp(RedisResult result) =>
        new(long.Parse((string)result!, NumberStyles.None, CultureInfo.InvariantCulture));

    private FunctionCall WriteCall(WriteRequest request, int partition, byte[] value, string oldOrigin)
    {
        var entry = request.Entry;
        var writeId = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(writeId, entry.WriteId);
        return new FunctionCall("write", partition)
            .Key(Partitions.EntryKey(partition, request.Id))
            .Key(Partitions.ClockKey(partition))
            .Key(Partitions.LeaseKey(partition, request.Id))
            .Key(Partitions.IndexKey(partition, region))
            .Argument(partition)
            .Argument(request.Id)
            .Argument(value.AsMemory(0, EntryCodec.StampOffset))
            .Argument(value.AsMemory(StampEnd))
            .Argument(entry.ExpiresAt)
            .Argument(request.Floor.ToString())
            .Argument(request.UnlessNewerThan?.ToString() ?? "")
            .Argument(region)
            .Argument(writeId)
            .Argument(oldOrigin)
            .OptionalKeys(request.Id, oldOrigin, entry.Subject, request.FormerSubject);
    }

    private FunctionCall ApplyCall(
        string id, int partition, ReadOnlyMemory<byte> value, Entry entry, TimeSpan skewLimit, string oldOrigin) =>
        new FunctionCall("apply", partition)
            .Key(Partitions.EntryKey(partition, id))
            .Key(Partitions.ClockKey(partition))
            .Key(Partitions.LeaseKey(partition, id))
            .Key(Partitions.IndexKey(partition, entry.Origin))
            .Argument(partition)
            .Argument(id)
            .Argument(value)
            .Argument((long)skewLimit.TotalMilliseconds)
            .Argument(oldOrigin)
            .OptionalKeys(id, oldOrigin, entry.Subject, "")
            .OptionalKey(Partitions.AcknowledgedKey(partition))
            .Argument(region);
}
