using StackExchange.Redis;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Metrics;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Sweeping;

/// <summary>
/// Sweeps the region's indexes, a group of partitions at a time. Every pod tries every group once an interval, in an order and at
/// times of its own; who claims a group first sweeps it, and the claim lasts until the next interval. No pod is special: one that
/// dies leaves groups that the others reach in their next round.
/// </summary>
internal sealed partial class IndexSweeping(
    IndexSweeper sweeper, RedisCluster redis, ServiceSettings settings, ServiceMetrics metrics, Func<double> random, TimeProvider time,
    ILogger<IndexSweeping> logger) : IBackgroundLoop
{
    public const int Groups = 64;

    private const int PartitionsPerGroup = Partitions.Count / Groups;

    public string Name => "index-sweeping";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var pause = settings.SweepInterval / Groups;
        while (true)
        {
            foreach (var group in Enumerable.Range(0, Groups).OrderBy(_ => random()).ToList())
            {
                await Task.Delay(pause * (0.5 + random()), time, cancellation);
                await TryGroupAsync(group, cancellation);
            }
        }
    }

    private async Task TryGroupAsync(int group, CancellationToken cancellation)
    {
        try
        {
            // A little shorter than the interval, or a pod that comes early in its next round would find its own claim.
            var claim = $"c:sweep:{group}";
            if (!await redis.Database.StringSetAsync(claim, settings.PodName, settings.SweepInterval * 0.8, When.NotExists))
            {
                metrics.Sweep("claimed");
                return;
            }

            // One that left is not waited for, one that joined is.
            var regions = MembershipChanges.Apply(settings.Regions, await MembershipChanges.ReadAsync(redis));
            var peers = regions.Where(region => region != settings.Region).ToList();
            for (var i = 0; i < PartitionsPerGroup; i++)
                metrics.Swept(await SweepPartitionAsync((group * PartitionsPerGroup) + i, peers, cancellation));
            metrics.Sweep("done");
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            metrics.Sweep("failed");
            LogFailed(logger, group, exception.Message);
        }
    }

    // What other regions wrote: only they know who holds their tombstones, and the sync worker hears it from them.
    private async Task<long> SweepPartitionAsync(int partition, IReadOnlyCollection<string> peers, CancellationToken cancellation)
    {
        var acknowledged = await sweeper.AcknowledgedAsync(partition, peers, time.GetUtcNow(), cancellation);
        var gone = await sweeper.SweepAsync(partition, settings.Region, acknowledged, cancellation);
        foreach (var peer in peers) gone += await sweeper.SweepAsync(partition, peer, Stamp.Zero, cancellation);
        return gone;
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "Group {Group} of the indexes is left to its next sweep: {Reason}")]
    private static partial void LogFailed(ILogger logger, int group, string reason);
}
