using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>Leases: the right of one caller in the region to compute an entry.</summary>
public sealed class LeaseStore(RedisCluster redis)
{
    /// <summary>
    /// The oldest basis that a fill may have: less than <see cref="IndexSweeper.TombstoneAge"/>, so that the tombstone of a delete that
    /// came between still stands.
    /// </summary>
    public static readonly TimeSpan MaxFillAge = TimeSpan.FromMinutes(50);

    /// <summary>Asks for the lease on a record.</summary>
    /// <param name="id">The record's name.</param>
    /// <param name="token">Names the holder; drawn by the caller. Empty = only asks whether somebody computes.</param>
    /// <param name="duration">How long the lease lives unless it is renewed.</param>
    /// <param name="notUpTo">Versions up to this one do not do, however fresh; zero = any fresh one does.</param>
    /// <param name="floor">Newest invalidation the caller knows: the computation counts as started after it.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<AcquireResult> AcquireAsync(
        string id, string token, TimeSpan duration, Stamp notUpTo, Stamp floor, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var call = new FunctionCall("acquire", partition)
            .Key(Partitions.EntryKey(partition, id))
            .Key(Partitions.ClockKey(partition))
            .Key(Partitions.LeaseKey(partition, id))
            .Argument(token)
            .Argument((long)duration.TotalMilliseconds)
            .Argument(notUpTo.ToString())
            .Argument(floor.ToString());
        var reply = (RedisResult[])(await call.RunAsync(redis, cancellation))!;
        return (string)reply[0]! switch
        {
            "hit" => new AcquireResult.Hit((byte[])reply[1]!),
            "lease" => new AcquireResult.Granted(EntryStore.ToStamp(reply[1])),
            "free" => new AcquireResult.Free(),
            _ => new AcquireResult.Held(TimeSpan.FromMilliseconds((long)reply[1])),
        };
    }

    /// <summary>Extends a lease. False when it is no longer the caller's.</summary>
    public async ValueTask<bool> RenewAsync(string id, string token, TimeSpan duration, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var call = new FunctionCall("renew", partition).Key(Partitions.LeaseKey(partition, id))
            .Argument(token).Argument((long)duration.TotalMilliseconds);
        return (long)await call.RunAsync(redis, cancellation) == 1;
    }

    /// <summary>Gives a lease back; waiters are told. False when it is no longer the caller's.</summary>
    /// <param name="id">The record's name.</param>
    /// <param name="token">Names the holder.</param>
    /// <param name="failed">The computation failed, rather than being given up.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async ValueTask<bool> ReleaseAsync(string id, string token, bool failed, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var call = new FunctionCall("release", partition).Key(Partitions.LeaseKey(partition, id))
            .Argument(token).Argument(partition).Argument(id).Argument(failed ? "f" : "r");
        return (long)await call.RunAsync(redis, cancellation) == 1;
    }
}
