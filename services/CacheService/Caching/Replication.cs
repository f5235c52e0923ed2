using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>Waits until a second region holds a write: the sync worker notes in <c>a:{p}</c> up to where each peer does.</summary>
internal sealed class Replication(RedisCluster redis, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>False when no peer region has confirmed in time.</summary>
    public async ValueTask<bool> WaitAsync(string id, Stamp stamp, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var started = time.GetTimestamp();
        do
        {
            var confirmed = await redis.RunAsync(
                partition,
                static (database, key) => database.HashValuesAsync(key),
                (RedisKey)Partitions.AcknowledgedKey(partition),
                cancellation);
            if (confirmed.Any(value => (long)value >= stamp.Value)) return true;
            await Task.Delay(Interval, time, cancellation);
        }
        while (time.GetElapsedTime(started) < Patience);
        return false;
    }
}
