using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Storage;

/// <summary>
/// Shares the partitions out among the region's workers, in groups, by leases. Each worker says that it lives and takes at most its fair
/// share; the groups of one that died are free when their leases end.
/// </summary>
internal sealed class PartitionLeases(RedisCluster redis, string worker, TimeProvider time, Func<double> random)
{
    public const int Groups = 64;

    private const int PartitionsPerGroup = Partitions.Count / Groups;
    private const string Purpose = "sync-owner";
    private const string WorkersKey = "c:sync-workers";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly WorkLeases _leases = new(redis);
    private readonly SortedSet<int> _groups = [];
    private IReadOnlyCollection<int> _partitions = [];
    private long _renewed;

    /// <summary>What this worker works on; empty when its leases may have ended unseen.</summary>
    public IReadOnlyCollection<int> Owned =>
        time.GetElapsedTime(Volatile.Read(ref _renewed)) < Duration ? Volatile.Read(ref _partitions) : [];

    /// <summary>Renews and takes leases until it is cancelled, then gives them up.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                try
                {
                    await RenewAsync(cancellation);
                }
                catch (Exception exception) when (RedisFaults.IsOutage(exception))
                {
                    // What was held lapses by itself if this goes on.
                }

                await Task.Delay(Interval, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync();
        }
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var share = await ShareAsync();
        var kept = await Task.WhenAll(_groups.ToList().Select(async group => (group, await OwnAsync(group, cancellation))));
        _groups.Clear();
        foreach (var (group, isOwned) in kept)
        {
            if (isOwned && _groups.Count < share) _groups.Add(group);
            else if (isOwned) await _leases.DisownAsync(group, Purpose, worker, cancellation);
        }

        foreach (var group in Enumerable.Range(0, Groups).OrderBy(_ => random()).Where(group => !_groups.Contains(group)).ToList())
        {
            if (_groups.Count >= share) break;
            if (await OwnAsync(group, cancellation)) _groups.Add(group);
        }

        Volatile.Write(ref _partitions, [.. _groups.SelectMany(group => Enumerable.Range(0, PartitionsPerGroup).Select(i => i * Groups + group))]);
        Volatile.Write(ref _renewed, started);
    }

    private ValueTask<bool> OwnAsync(int group, CancellationToken cancellation) =>
        _leases.OwnAsync(group, Purpose, worker, Duration, cancellation);

    private async Task<int> ShareAsync()
    {
        var database = redis.Database;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.SortedSetAddAsync(WorkersKey, worker, now);
        var workers = await database.SortedSetRangeByScoreAsync(WorkersKey, now - (Duration.TotalMilliseconds * 2), double.PositiveInfinity);
        return (Groups + workers.Length - 1) / Math.Max(1, workers.Length);
    }

    private async Task GiveUpAsync()
    {
        using var limit = new CancellationTokenSource(Interval, time);
        try
        {
            Volatile.Write(ref _partitions, []);
            await redis.Database.SortedSetRemoveAsync(WorkersKey, worker);
            foreach (var group in _groups) await _leases.DisownAsync(group, Purpose, worker, limit.Token);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
        {
            // They end by themselves.
        }
    }
}
