using System.Collections.Concurrent;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;

namespace WedSync.SyncWorker.Storage;

/// <summary>
/// Shares the partitions out among the region's workers, in groups, by leases. Each worker says that it lives and takes at most its fair
/// share; the groups of one that died are free when their leases end. A group whose node fails costs no other one its lease, and what nobody
/// holds is told: it is not replicated.
/// </summary>
internal sealed class PartitionLeases(RedisCluster redis, string worker, TimeProvider time, Func<double> random) : IBackgroundLoop
{
    public const int Groups = 64;

    private const int PartitionsPerGroup = Partitions.Count / Groups;
    private const string Purpose = "sync-owner";
    private const string WorkersKey = "c:sync-workers";

    /// <summary>A worker is unready when partitions have been nobody's for so long.</summary>
    public static readonly TimeSpan UnownedLimit = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly WorkLeases _leases = new(redis);
    private readonly long[] _until = new long[Groups];
    private Holding _holding = new(0, []);
    private int _share = Groups;
    private int _unownedGroups = Groups;
    private long _wholeAt = time.GetTimestamp();
    private string _reason = "no round of leases has ended yet";

    public string Name => "partition-leases";

    /// <summary>What this worker works on; without those whose leases may have ended unseen.</summary>
    public IReadOnlyCollection<int> Owned
    {
        get
        {
            var (now, mask) = (time.GetTimestamp(), 0UL);
            for (var group = 0; group < Groups; group++)
            {
                if (now < Volatile.Read(ref _until[group])) mask |= 1UL << group;
            }

            var holding = Volatile.Read(ref _holding);
            if (holding.Mask == mask) return holding.Partitions;
            Volatile.Write(ref _holding, holding = Holding.Of(mask));
            return holding.Partitions;
        }
    }

    /// <summary>Partitions that no worker of the region holds, as far as this one knows.</summary>
    public int Unowned => Volatile.Read(ref _unownedGroups) * PartitionsPerGroup;

    /// <summary>Why partitions have been nobody's for too long; null = they have not.</summary>
    public string? Unready => time.GetElapsedTime(Volatile.Read(ref _wholeAt)) is var since && since > UnownedLimit
        ? $"{Unowned} partitions have been nobody's for {(int)since.TotalSeconds} s: {Volatile.Read(ref _reason)}"
        : null;

    /// <summary>Renews and takes leases until it is cancelled, then gives them up.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await RenewAsync(cancellation);
                await Task.Delay(Interval, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync();
            throw;
        }
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        var share = await ShareAsync();
        var failures = new ConcurrentQueue<Exception>();
        await Task.WhenAll(Held().Select(group => TryAsync(group, failures, () => KeepAsync(group, cancellation))));
        foreach (var surplus in Held().Skip(share).ToList()) await TryAsync(surplus, failures, () => LeaveAsync(surplus, cancellation));
        var others = 0;
        foreach (var group in Enumerable.Range(0, Groups).Except(Held()).OrderBy(_ => random()).ToList())
            await TryAsync(group, failures, async () => others += await IsOthersAsync(group, Held().Count < share, cancellation) ? 1 : 0);
        Tell(Groups - Held().Count - others, failures);
    }

    private List<int> Held() => [.. Enumerable.Range(0, Groups).Where(group => _until[group] > 0)];

    // What fails for one group costs the others nothing; its own lease lapses when that goes on.
    private async Task TryAsync(int group, ConcurrentQueue<Exception> failures, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            failures.Enqueue(exception);
            if (time.GetTimestamp() >= Volatile.Read(ref _until[group])) Volatile.Write(ref _until[group], 0);
        }
    }

    private async Task KeepAsync(int group, CancellationToken cancellation)
    {
        var until = LeaseEnd();
        Volatile.Write(ref _until[group], await OwnAsync(group, cancellation) ? until : 0);
    }

    private async Task<bool> IsOthersAsync(int group, bool mayTake, CancellationToken cancellation)
    {
        if (!mayTake) return await _leases.IsOwnedAsync(group, Purpose, cancellation);
        await KeepAsync(group, cancellation);
        return _until[group] == 0;
    }

    private async Task LeaveAsync(int group, CancellationToken cancellation)
    {
        Volatile.Write(ref _until[group], 0);
        await _leases.DisownAsync(group, Purpose, worker, cancellation);
    }

    // Reckoned from before the call: the lease in Redis ends later.
    private long LeaseEnd() => time.GetTimestamp() + (long)(Duration.TotalSeconds * time.TimestampFrequency);

    private void Tell(int unowned, ConcurrentQueue<Exception> failures)
    {
        Volatile.Write(ref _unownedGroups, unowned);
        if (failures.TryPeek(out var failure)) Volatile.Write(ref _reason, failure.Message);
        if (unowned == 0) Volatile.Write(ref _wholeAt, time.GetTimestamp());
    }

    private ValueTask<bool> OwnAsync(int group, CancellationToken cancellation) =>
        _leases.OwnAsync(group, Purpose, worker, Duration, cancellation);

    // A store that cannot say who lives leaves the share as it was: leases are what keeps two workers off one group.
    private async Task<int> ShareAsync()
    {
        try
        {
            var database = redis.Database;
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await database.SortedSetAddAsync(WorkersKey, worker, now);
            var workers = await database.SortedSetRangeByScoreAsync(WorkersKey, now - (Duration.TotalMilliseconds * 2), double.PositiveInfinity);
            _share = (Groups + workers.Length - 1) / Math.Max(1, workers.Length);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            Volatile.Write(ref _reason, exception.Message);
        }

        return _share;
    }

    private async Task GiveUpAsync()
    {
        using var limit = new CancellationTokenSource(Interval, time);
        try
        {
            await redis.Database.SortedSetRemoveAsync(WorkersKey, worker);
            foreach (var group in Held()) await LeaveAsync(group, limit.Token);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
        {
            // They end by themselves.
        }
        finally
        {
            Array.Clear(_until);
        }
    }

    private sealed record Holding(ulong Mask, IReadOnlyCollection<int> Partitions)
    {
        public static Holding Of(ulong mask) => new(mask, [.. Enumerable.Range(0, Groups).Where(group => (mask & (1UL << group)) != 0)
            .SelectMany(group => Enumerable.Range(0, PartitionsPerGroup).Select(i => (i * Groups) + group))]);
    }
}
