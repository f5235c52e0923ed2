using StackExchange.Redis;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Caching;

/// <summary>
/// What all pods of the region share beside entries: whether the region is drained, and the key of leases. A change is announced on the change
/// channel; every five seconds it is read anyway, and while the channel is not heard so are the lasting records, whose revoked tokens have to stop
/// without it too.
/// </summary>
internal sealed class RegionState(RedisCluster redis, Coherence coherence, LeaseKeys leaseKeys, TimeProvider time) : IBackgroundLoop, IDisposable
{
    private const string DrainKey = "c:drained";
    private const string NoticeName = "region-state";

    public static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often the table of lasting records forgets what is over.</summary>
    public static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _changed = new(0, 1);
    private long _loadedAt = time.GetTimestamp();
    private volatile Drain? _drain;

    public string Name => "region-state";

    /// <summary>Why the region takes no traffic; null = it takes traffic.</summary>
    public Drain? Drain => _drain;

    /// <summary>Takes the region out of the load balancers, or puts it back with null.</summary>
    public async Task SetDrainAsync(Drain? drain)
    {
        if (drain is null) await redis.Database.KeyDeleteAsync(DrainKey);
        else await redis.Database.StringSetAsync(DrainKey, drain.ToJson());
        _drain = drain;
        await AnnounceAsync();
    }

    /// <summary>Has everything read again soon.</summary>
    public void Reload() => Wake();

    public void OnNotice(string name)
    {
        if (name == NoticeName) Wake();
    }

    public void Dispose() => _changed.Dispose();

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ReloadAsync(cancellation);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // What was known stays in force.
            }

            await _changed.WaitAsync(ReloadInterval, cancellation);
        }
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        _drain = Drain.Parse((string?)await redis.Database.StringGetAsync(DrainKey));
        await leaseKeys.ReadAsync();
        if (coherence.IsCurrent && time.GetElapsedTime(_loadedAt) < ForgetInterval) return;
        await coherence.LoadInvalidationsAsync(cancellation);
        _loadedAt = time.GetTimestamp();
    }

    private Task<long> AnnounceAsync() =>
        redis.Connections.GetSubscriber().PublishAsync(
            RedisChannel.Literal(ChangeMessage.Channel), new ChangeMessage(ChangeKind.Notice, 0, Stamp.Zero, "", NoticeName).ToString());

    private void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to be read anyway.
        }
    }
}
