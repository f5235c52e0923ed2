using WedSync.SyncWorker.Tests.Regions;

namespace WedSync.SyncWorker.Tests.Hostile;

/// <summary>A region whose store refuses writes for a while: replication into it and out of it goes on when that is over.</summary>
[Collection(nameof(RefusingStoreTests))]
public sealed class RefusingStoreTests : IAsyncLifetime
{
    private TestEstate _estate = null!;

    private TestRegion Near => _estate[0];

    private TestRegion Far => _estate[1];

    public async Task InitializeAsync()
    {
        _estate = await TestEstate.StartAsync([("us-east", ""), ("eu-west", "")]);
        await _estate.WaitCurrentAsync();
    }

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task MemoryFullForLongerThanALease_ThenALinkCut_NothingStaysUnread()
    {
        var old = TestEstate.Ids("old", 20);
        foreach (var id in old) await Near.PutAsync(id, "v");
        await _estate.WaitConvergedAsync(old);

        // Longer than the leases of partitions live.
        await FillAsync(Far);
        await TestRegion.WaitAsync(async () => (await MetricsAsync(Far)).Contains("cache_redis_faults_total{fault=\"Refusing\"} ", StringComparison.Ordinal), _estate.Explain);
        foreach (var id in old.Take(10)) await Near.DeleteAsync(id);
        await TestRegion.WaitAsync(async () => (await StatusAsync(Far)).BehindSeconds > 10, _estate.Explain);
        Assert.Equal(4096, (await Far.Workers[0].StatusAsync()).OwnedPartitions);
        await ConfigureAsync(Far, "maxmemory", "0");

        var link = _estate.Link(Far, Near);
        link.Cut();
        foreach (var id in old.Skip(10)) await Near.DeleteAsync(id);
        var fresh = TestEstate.Ids("fresh", 20);
        foreach (var id in fresh) await Near.PutAsync(id, "new");
        link.Heal();
        await _estate.WaitConvergedAsync([.. old, .. fresh]);
        foreach (var id in old) Assert.Equal(TestRegion.Deleted, await Far.GetAsync(id));
        foreach (var id in fresh) Assert.Equal("new", await Far.GetAsync(id));
        await TestRegion.WaitAsync(async () => (await StatusAsync(Far)).BehindSeconds == 0, _estate.Explain);
    }

    [Fact]
    public async Task StoreThatDeniesTheWorker_ShowsUnownedPartitions_UntilItIsWellAgain()
    {
        // No lease can be renewed: what an operator's mistake in the access rules does.
        await CommandAsync(Far, "ACL", "SETUSER", "default", "-fcall");
        await TestRegion.WaitAsync(async () => (await Far.Workers[0].StatusAsync()) is { OwnedPartitions: 0, UnownedPartitions: 4096 }, _estate.Explain);
        Assert.Contains("sync_unowned_partitions 4096", await MetricsAsync(Far), StringComparison.Ordinal);
        await CommandAsync(Far, "ACL", "SETUSER", "default", "+fcall");
        await TestRegion.WaitAsync(async () => (await Far.Workers[0].StatusAsync()) is { OwnedPartitions: 4096, UnownedPartitions: 0 }, _estate.Explain);
        var ids = TestEstate.Ids("after", 10);
        foreach (var id in ids) await Near.PutAsync(id, "v");
        await _estate.WaitConvergedAsync(ids);
    }

    private static Task<string> MetricsAsync(TestRegion region) => region.Workers[0].MetricsAsync();

    private static async Task<SyncWorker.Hosting.PeerStatus> StatusAsync(TestRegion region) => (await region.Workers[0].StatusAsync()).Peers.Single();

    private static async Task FillAsync(TestRegion region)
    {
        await ConfigureAsync(region, "maxmemory-policy", "noeviction");
        await ConfigureAsync(region, "maxmemory", "1mb");
    }

    private static Task ConfigureAsync(TestRegion region, string name, string value) => CommandAsync(region, "CONFIG", "SET", name, value);

    private static async Task CommandAsync(TestRegion region, params string[] command)
    {
        foreach (var node in region.Cluster.Nodes) await region.Cluster.CommandAsync(node, command);
    }
}
