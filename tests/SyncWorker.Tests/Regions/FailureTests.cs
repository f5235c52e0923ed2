using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Three regions of real processes, of which one fails.</summary>
[Trait("Category", "Slow")]
public sealed class FailureTests : IAsyncLifetime
{
    private TestEstate _estate = null!;

    public async Task InitializeAsync()
    {
        _estate = await TestEstate.StartAsync([("us-east", ""), ("eu-west", "eu"), ("us-west", "")], nodes: 3);
        await _estate.WaitCurrentAsync();
    }

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task RegionKilledAndItsDisksWiped_LosesNoReplicatedWrite_AndComesBackWhole()
    {
        var lost = _estate[0];
        var ids = TestEstate.Ids("w", 200);
        var acknowledged = new List<string>();
        foreach (var id in ids)
        {
            var write = await lost.PutAsync(id, $"v of {id}");
            if (await lost.WaitReplicatedAsync(id, write.Version.Stamp, TimeSpan.FromSeconds(5))) acknowledged.Add(id);
        }

        await lost.Workers[0].KillAsync();
        lost.Cluster.KillAll();
        Assert.True(acknowledged.Count > 190, $"{acknowledged.Count} of {ids.Count} were acknowledged");
        // A second region holds each at once, the third may hear of it from there.
        foreach (var id in acknowledged)
        {
            var bodies = await Task.WhenAll(_estate.Regions.Skip(1).Select(region => region.GetAsync(id)));
            Assert.Contains($"v of {id}", bodies);
        }

        await lost.Cluster.StartAllAsync(disks: "");
        await lost.StartWorkerAsync();
        await _estate.WaitConvergedAsync(acknowledged, 90);
        foreach (var id in acknowledged) Assert.Equal($"v of {id}", await lost.GetAsync(id));
    }

    [Fact]
    public async Task FrozenPeer_HoldsUpNobodyElse()
    {
        await _estate[1].Workers[0].Process.StopAsync();
        var ids = TestEstate.Ids("f", 20);
        foreach (var id in ids)
        {
            var write = await _estate[0].PutAsync(id, "v");
            Assert.True(await _estate[0].WaitReplicatedAsync(id, write.Version.Stamp, TimeSpan.FromSeconds(5)), _estate.Explain());
            Assert.Equal("v", await _estate[2].GetAsync(id));
        }

        await _estate[1].Workers[0].Process.ResumeAsync();
        await _estate.WaitConvergedAsync(ids, 60);
    }

    [Fact]
    public async Task RegionFromAnOldBackup_DoesNotBringBackWhatWasDeleted()
    {
        var restored = _estate[1];
        var ids = TestEstate.Ids("b", 30);
        foreach (var id in ids) await _estate[0].PutAsync(id, "old");
        await _estate.WaitConvergedAsync(ids);
        var backup = Path.Combine(restored.Folder, "backup");
        foreach (var node in restored.Cluster.Nodes) await restored.Cluster.CommandAsync(node, "WAITAOF", "1", "0", "1000");
        // The file is written every second.
        await Task.Delay(1500);
        restored.Cluster.CopyDisks(backup);

        var deleted = new List<(string Id, Stamp Stamp)>();
        foreach (var id in ids) deleted.Add((id, (await _estate[0].DeleteAsync(id)).Version.Stamp));
        await _estate.WaitConvergedAsync(ids);
        foreach (var (id, stamp) in deleted)
        {
            Assert.True(await _estate[0].WaitReplicatedAsync(id, stamp, TimeSpan.FromSeconds(10)));
            // As the sweepers do an hour later, when every region has acknowledged: the origin first.
            await TestRegion.WaitAsync(async () => await IsAcknowledgedByAllAsync(id, stamp), _estate.Explain);
            foreach (var region in _estate.Regions)
                await new IndexSweeper(region.Store).SweepAsync(Partitions.Of(id), "us-east", stamp, CancellationToken.None);
            Assert.Equal("(none)", await _estate[0].GetAsync(id));
        }

        await restored.Workers[0].KillAsync();
        restored.Cluster.KillAll();
        await restored.Cluster.StartAllAsync(backup);
        Assert.Equal("old", await restored.GetAsync(ids[0]));
        await restored.StartWorkerAsync();
        await TestRegion.WaitAsync(
            async () => (await Task.WhenAll(ids.Select(restored.GetAsync))).All(body => body == "(none)"), _estate.Explain, 90);
        await _estate.WaitCurrentAsync();
        foreach (var id in ids)
        {
            foreach (var region in _estate.Regions) Assert.Equal("(none)", await region.GetAsync(id));
        }
    }

    [Fact]
    public async Task CutLinks_Heal_AndTheBacklogArrives()
    {
        foreach (var link in _estate.LinksOf(_estate[2])) link.Cut();
        var ids = TestEstate.Ids("c", 100);
        for (var i = 0; i < ids.Count; i++) await _estate[i % 3].PutAsync(ids[i], $"v{i}");
        // Written on both sides of the cut: the later one wins.
        await _estate[0].PutAsync(ids[2], "earlier");
        await _estate[2].PutAsync(ids[2], "later");
        Assert.Equal("(none)", await _estate[2].GetAsync(ids[0]));
        foreach (var link in _estate.LinksOf(_estate[2])) link.Heal();
        await _estate.WaitConvergedAsync(ids, 60);
        Assert.Equal("later", await _estate[1].GetAsync(ids[2]));
        Assert.Equal("v0", await _estate[2].GetAsync(ids[0]));
    }

    private async Task<bool> IsAcknowledgedByAllAsync(string id, Stamp stamp)
    {
        var position = await _estate[0].Replication.ReadAsync(Partitions.Of(id), CancellationToken.None);
        return _estate.Regions.Skip(1).All(region =>
            position.Acknowledged.TryGetValue(region.Name, out var text) && Stamp.TryParse(text, out var known) && known >= stamp);
    }
}
