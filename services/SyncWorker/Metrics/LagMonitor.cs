using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Storage;

namespace WedSync.SyncWorker.Metrics;

/// <summary>
/// Measures how far each peer is behind this region in the partitions of this worker, from what the peer acknowledged. It looks at what changed
/// and was not acknowledged by all when it looked last, and at everything now and then, since wake-ups can be lost.
/// </summary>
internal sealed class LagMonitor(
    SyncNode node, IRegionStore store, SyncMetrics metrics, PartitionLeases leases, TimeSpan longest, TimeProvider time) : IBackgroundLoop
{
    private const int Parallelism = 64;
    private const int RestForEach = 19;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MeasureLimit = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private HashSet<int> _open = [];
    private long _measuredAt;

    public string Name => "lag-monitor";

    /// <summary>How far a peer is behind, with the time since it was measured; null = it was not measured lately.</summary>
    public (double Seconds, long Keys)? Of(string peer)
    {
        var at = Volatile.Read(ref _measuredAt);
        if (at == 0 || time.GetElapsedTime(at) > MeasureLimit || !node.Peers.Contains(peer)) return null;
        var numbers = metrics.Of(peer);
        return numbers.LagKeys == 0 ? (0, 0) : (numbers.LagSeconds + time.GetElapsedTime(at).TotalSeconds, numbers.LagKeys);
    }

    /// <summary>Something of this region changed.</summary>
    public void Wake(int partition)
    {
        lock (_lock) _open.Add(partition);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var lookedAtAll = 0L;
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var isWhole = time.GetElapsedTime(lookedAtAll) >= longest;
            if (isWhole) lookedAtAll = time.GetTimestamp();
            var started = time.GetTimestamp();
            try
            {
                await MeasureAsync(isWhole, cancellation);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // The last values stand: without Redis nothing can be said, and that has an alert of its own.
                lookedAtAll = 0;
            }

            // Of a peer that is away, ever more partitions are open: to measure how far must not cost what replicating does.
            await Task.Delay(time.GetElapsedTime(started) * RestForEach, time, cancellation);
        }
    }

    private async Task MeasureAsync(bool isWhole, CancellationToken cancellation)
    {
        var lags = node.Peers.ToDictionary(peer => peer, _ => (Keys: 0L, Oldest: Stamp.MaxValue), StringComparer.Ordinal);
        foreach (var page in TakeOpen(isWhole).Chunk(Parallelism))
        {
            var states = await Task.WhenAll(page.Select(partition => store.ReadStateAsync(partition, cancellation).AsTask()));
            foreach (var state in states)
            {
                foreach (var (peer, lag) in lags.ToList())
                {
                    if (state.AcknowledgedBy(peer) >= state.Clock) continue;
                    Wake(state.Partition);
                    var (keys, oldest) = await MeasureAsync(state, peer, cancellation);
                    lags[peer] = (lag.Keys + keys, Math.Min(lag.Oldest, oldest));
                }
            }
        }

        // Who holds nothing has measured nothing, which is not the same as no lag.
        if (leases is { Owned.Count: 0, Unowned: > 0 }) return;
        Volatile.Write(ref _measuredAt, time.GetTimestamp());
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (peer, (keys, oldest)) in lags)
            metrics.Lag(peer, keys == 0 ? 0 : Math.Max(0, (now - new Stamp(oldest).UnixMilliseconds) / 1000.0), keys);
    }

    private List<int> TakeOpen(bool isWhole)
    {
        lock (_lock)
        {
            var mine = leases.Owned;
            var open = isWhole ? [.. mine] : mine.Where(_open.Contains).ToList();
            _open = [];
            return open;
        }
    }

    private async Task<(long Keys, long Oldest)> MeasureAsync(PartitionState state, string peer, CancellationToken cancellation)
    {
        var after = state.AcknowledgedBy(peer);
        var first = await store.ReadIndexAsync(state.Partition, state.Region, after, new Stamp(Stamp.MaxValue), 1, cancellation);
        if (first.Count == 0) return (0, Stamp.MaxValue);
        return (await store.CountIndexAsync(state.Partition, state.Region, after, cancellation), first[0].Stamp.Value);
    }
}
