using WedSync.Core.Redis;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Membership;

/// <summary>Keeps the worker's peers as configured and as commanded since.</summary>
internal sealed partial class MembershipWatcher(
    RedisCluster redis, WorkerSettings settings, PeerDirectory directory, SyncNode node, TimeProvider time, ILogger<MembershipWatcher> logger) : IBackgroundLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    public string Name => "membership";

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await UpdateAsync();
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // The regions stay as they were.
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task UpdateAsync()
    {
        var peers = MemberOverrides.Apply(settings.Peers, await MembershipChanges.ReadAsync(redis));
        if (peers.Keys.ToHashSet().SetEquals(node.Peers)) return;
        directory.Set(peers);
        node.SetPeers(peers.Keys);
        LogChanged(logger, peers.Keys);
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "The other regions are now: {Regions}")]
    private static partial void LogChanged(ILogger logger, IEnumerable<string> regions);
}
