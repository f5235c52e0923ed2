using StackExchange.Redis;
using WedSync.CacheService.Security;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Caching;

/// <summary>
/// What all pods of the region share beside entries: whether the region is drained, which tokens are revoked, and the key of leases. A change is announced on
/// the change channel; every five seconds it is read anyway.
/// </summary>
internal sealed class RegionState(RedisCluster redis, Revocations revocations, LeaseKeys leaseKeys, TimeProvider time) : IBackgroundLoop, IDisposable
{
    private const string DrainKey = "c:drained";
    private const string RevokedKey = "c:revoked";
    private const string NoticeName = "region-state";

    public static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _changed = new(0, 1);
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

    /// <summary>Ends a token in the whole region; forgotten when it would have expired by itself.</summary>
    public async Task RevokeAsync(string tokenId, DateTimeOffset expiresAt)
    {
        await redis.Database.HashSetAsync(RevokedKey, tokenId, expiresAt.ToUnixTimeMilliseconds());
        await ReloadAsync();
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
                await ReloadAsync();
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // What was known stays in force.
            }

            await _changed.WaitAsync(ReloadInterval, cancellation);
        }
    }

    private async Task ReloadAsync()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var drained = redis.Database.StringGetAsync(DrainKey);
        var revoked = await redis.Database.HashGetAllAsync(RevokedKey);
        _drain = Drain.Parse((string?)await drained);
        revocations.Replace(revoked.Where(item => (long)item.Value > now).Select(item => (string)item.Name!));
        var over = revoked.Where(item => (long)item.Value <= now).Select(item => item.Name).ToArray();
        if (over.Length > 0) await redis.Database.HashDeleteAsync(RevokedKey, over);
        await leaseKeys.ReadAsync();
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
