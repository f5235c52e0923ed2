using WedSync.Contracts.Metrics;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Two regions of real Redis clusters and workers, by mutual TLS.</summary>
[Trait("Category", "Slow")]
public sealed class ReplicationTests : IAsyncLifetime
{
    private TestEstate _estate = null!;

    public async Task InitializeAsync() => _estate = await TestEstate.StartAsync([("us-east", ""), ("eu-west", "eu")]);

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task Writes_InBothRegions_AreInBoth()
    {
        var ids = TestEstate.Ids("k", 40);
        for (var i = 0; i < ids.Count; i++) await _estate[i % 2].PutAsync(ids[i], $"v{i}");
        await _estate.WaitConvergedAsync(ids, 60);
        for (var i = 0; i < ids.Count; i++) Assert.Equal($"v{i}", await _estate[(i + 1) % 2].GetAsync(ids[i]));

        await _estate.WaitCurrentAsync();
        await _estate[0].DeleteAsync(ids[1]);
        var last = await _estate[1].PutAsync(ids[2], "later");
        Assert.True(await _estate[1].WaitReplicatedAsync(ids[2], last.Version.Stamp, TimeSpan.FromSeconds(5)), _estate.Explain());
        Assert.Equal("later", await _estate[0].GetAsync(ids[2]));
        await _estate.WaitConvergedAsync(ids);
        Assert.Equal("(deleted)", await _estate[1].GetAsync(ids[1]));

        var status = await _estate[0].Workers[0].StatusAsync();
        var peer = Assert.Single(status.Peers);
        Assert.True(peer is { Region: "eu-west", Connected: true, Quarantined: 0 }, peer.ToString());
        Assert.Equal(4096, status.OwnedPartitions);
        var metrics = await _estate[0].Workers[0].MetricsAsync();
        Assert.Contains($"{MetricNames.SyncAppliedTotal}{{peer=\"eu-west\"}} 2", metrics, StringComparison.Ordinal);
        Assert.Contains($"{MetricNames.SyncPeerConnected}{{peer=\"eu-west\"}} 1", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResidentEntry_NeverLeavesItsGroup_AndIsNotAcknowledgedByOthers()
    {
        var ids = TestEstate.Ids("r", 2);
        var resident = await _estate[1].PutAsync(ids[0], "private", residency: "eu");
        await _estate[1].PutAsync(ids[1], "public");
        await _estate.WaitConvergedAsync([ids[1]]);
        Assert.False(await _estate[1].WaitReplicatedAsync(ids[0], resident.Version.Stamp, TimeSpan.FromSeconds(1)));
        Assert.Equal("(none)", await _estate[0].GetAsync(ids[0]));
        foreach (var node in _estate[0].Cluster.Nodes)
            Assert.DoesNotContain("r0", await _estate[0].Cluster.CommandAsync(node, "--scan", "--pattern", "e:*"), StringComparison.Ordinal);
    }
}
