using System.Collections.Concurrent;
using Grpc.Core;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Metrics;

/// <summary>
/// Asks each peer how far this region is behind what it has written. A region that reads nothing cannot see by itself that there is
/// something to read; while a peer does not say, the time since it last did is added to what it said.
/// </summary>
internal sealed class StandingMonitor(PeerDirectory peers, SyncMetrics metrics, TimeProvider time) : IBackgroundLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (double Seconds, long At)> _last = new(StringComparer.Ordinal);

    public string Name => "standing-monitor";

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do await Task.WhenAll(peers.Regions.Select(region => AskAsync(region, cancellation)));
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task AskAsync(string region, CancellationToken cancellation)
    {
        var last = _last.GetOrAdd(region, _ => (0, time.GetTimestamp()));
        try
        {
            var standing = await peers.Peer(region).StandingAsync(cancellation);
            if (standing.IsMeasured) _last[region] = last = (standing.BehindMilliseconds / 1000.0, time.GetTimestamp());
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            // It says nothing: see below.
        }

        var silent = time.GetElapsedTime(last.At);
        metrics.Behind(region, silent > Interval * 2 ? last.Seconds + silent.TotalSeconds : last.Seconds);
    }
}
