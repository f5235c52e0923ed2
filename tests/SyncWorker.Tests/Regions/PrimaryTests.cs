using WedSync.Core.Keyspace;
using WedSync.TestKit.Redis;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>
/// Two regions whose Redis clusters have replicas, TLS and the platform's ACL user. Their nodes fail one by one; a region as a whole does not.
/// </summary>
[Collection(RegionsCollection.Name)]
public sealed class PrimaryTests : IAsyncLifetime
{
    private const int Some = 30;

    private TestEstate _estate = null!;

    public async Task InitializeAsync()
    {
        _estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")], nodes: 6, replicas: true, secure: true);
        await _estate.WaitCurrentAsync();
    }

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task PrimariesKilledAndFrozen_LoseNoReplicatedWrite_AndAWriteThatNoReplicaHasIsNotAcknowledged()
    {
        await FrozenReplicaAsync(_estate[1]);

        await using var load = RegionLoad.Start(_estate.Regions, "primary");
        await load.WaitPromisesAsync(Some, _estate.Explain);
        var killed = _estate[0].Cluster.Nodes[0];
        killed.Kill();
        await load.WaitPromisesAsync(2 * Some, _estate.Explain);
        var frozen = _estate[1].Cluster.Nodes[1];
        frozen.Stop();
        await load.WaitPromisesAsync(2 * Some, _estate.Explain);
        frozen.Resume();
        killed.Start();
        foreach (var region in _estate.Regions) await region.Cluster.WaitHealthyAsync();
        await load.WaitPromisesAsync(Some, _estate.Explain);
        await load.StopAsync();
        await _estate.WaitCurrentAsync();
        await load.History.CheckAsync(_estate.Regions, _estate.Explain);
    }

    // The other region's primary has the write, its replica does not: a failover there would lose it, so it is not acknowledged.
    private async Task FrozenReplicaAsync(TestRegion other)
    {
        var id = TestEstate.Ids("wait", 1)[0];
        var replica = await ReplicaOfAsync(other.Cluster, id);
        replica.Stop();
        var write = await _estate[0].PutAsync(id, "v");
        await TestRegion.WaitAsync(async () => await other.GetAsync(id) == "v", _estate.Explain);
        Assert.False(await _estate[0].WaitReplicatedAsync(id, write.Version.Stamp, TimeSpan.FromSeconds(1)));
        replica.Resume();
        Assert.True(await _estate[0].WaitReplicatedAsync(id, write.Version.Stamp, TimeSpan.FromSeconds(60)), _estate.Explain());
    }

    private static async Task<RedisNode> ReplicaOfAsync(TestRedisCluster cluster, string id)
    {
        var primary = await cluster.PrimaryOfAsync(id);
        var index = cluster.Nodes.ToList().IndexOf(primary);
        Assert.True(index < cluster.Primaries, $"partition {Partitions.Of(id)} has failed over already");
        return cluster.Nodes[cluster.Primaries + index];
    }
}
