using Microsoft.Extensions.Time.Testing;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Storage;
using WedSync.TestKit.Redis;

namespace WedSync.SyncWorker.Tests.Hostile;

public sealed class PartitionLeasesTests
{
    [Fact]
    public async Task PartitionsOfNobody_MakeUnready_AfterAMinuteAndAHalf_WithTheReason()
    {
        await using var server = new RefusingRedis();
        await using var redis = await RedisCluster.ConnectAsync(server.Settings);
        server.Error = "NOPERM this user has no permissions to run the 'fcall' command";
        var time = new FakeTimeProvider();
        var leases = new PartitionLeases(redis, "worker", time, () => 0);
        using var stop = new CancellationTokenSource();
        var running = leases.RunAsync(stop.Token);

        await TestRedisCluster.WaitAsync(() => Task.FromResult(server.Refused > 64));
        Assert.Empty(leases.Owned);
        Assert.Equal(4096, leases.Unowned);
        Assert.Null(leases.Unready);
        time.Advance(PartitionLeases.UnownedLimit + TimeSpan.FromSeconds(1));
        await TestRedisCluster.WaitAsync(() => Task.FromResult(leases.Unready is { } reason && reason.Contains("NOPERM", StringComparison.Ordinal)));
        Assert.StartsWith("4096 partitions have been nobody's for 91 s: NOPERM", leases.Unready, StringComparison.Ordinal);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
