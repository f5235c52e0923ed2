using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>One of four regions fails while all write.</summary>
public sealed class FailureTests(SharedEstate shared) : SharedRegionTests(shared)
{
    private const int Some = 30;

    [Fact]
    public async Task WorkersKilledAndFrozen_LoseNothing_AndHoldUpNobodyElse()
    {
        await using var load = RegionLoad.Start(Estate.Regions, "worker", isPlain: true);
        await load.WaitPromisesAsync(Some, Estate.Explain);
        var (killed, frozen) = (Estate[1], Estate[2]);
        await killed.Workers.Last(worker => worker.IsRunning).KillAsync();
        await frozen.Workers.Last(worker => worker.IsRunning).FreezeAsync();

        // The other two go on between themselves.
        var id = TestEstate.Ids("meanwhile", 1)[0];
        var write = await Estate[0].PutAsync(id, "v");
        Assert.True(await Estate[0].WaitReplicatedAsync(id, write.Version.Stamp, TimeSpan.FromSeconds(30)), Estate.Explain());
        Assert.Equal("v", await Estate[3].GetAsync(id));
        Assert.Equal(TestRegion.Nothing, await frozen.GetAsync(id));
        await load.WaitPromisesAsync(Some, Estate.Explain);

        await frozen.Workers.Single(worker => worker.IsFrozen).ResumeAsync();
        await killed.StartWorkerAsync();
        await load.WaitPromisesAsync(Some, Estate.Explain);
        await load.StopAsync();
        await load.History.CheckAsync(Estate.Regions, Estate.Explain);
        await Estate.WaitConvergedAsync([id]);
    }

    [Fact]
    public async Task RegionKilledAndItsDisksWiped_LosesNoReplicatedWrite_AndComesBackWhole()
    {
        await using var load = RegionLoad.Start(Estate.Regions, "wiped");
        await load.WaitPromisesAsync(4 * Some, Estate.Explain);
        var lost = Estate[0];
        lost.Cluster.KillAll();
        await lost.Workers.Last(worker => worker.IsRunning).KillAsync();
        await load.WaitPromisesAsync(Some, Estate.Explain);
        await lost.Cluster.StartAllAsync(disks: "");
        await lost.StartWorkerAsync();
        await load.WaitPromisesAsync(Some, Estate.Explain);
        await load.StopAsync();
        await load.History.CheckAsync(Estate.Regions, Estate.Explain);
    }

    [Fact]
    public async Task RegionFromAnOldBackup_DoesNotBringBackWhatWasDeleted()
    {
        var restored = Estate[1];
        var history = new RegionHistory();
        var ids = TestEstate.Ids("backup", Some);
        foreach (var id in ids) await history.PutAsync(Estate[0], id, "old");
        await Estate.WaitConvergedAsync(ids);
        var backup = Path.Combine(restored.Folder, "backup");
        await WaitOnDiskAsync(restored);
        restored.Cluster.CopyDisks(backup);

        foreach (var id in ids) await DeleteAndForgetAsync(history, id);
        await using var load = RegionLoad.Start(Estate.Regions, "restored");
        await load.WaitPromisesAsync(Some, Estate.Explain);
        restored.Cluster.KillAll();
        await restored.Workers.Last(worker => worker.IsRunning).KillAsync();
        await restored.Cluster.StartAllAsync(backup);
        Assert.Equal("old", await restored.GetAsync(ids[0]));
        await restored.StartWorkerAsync();
        await load.WaitPromisesAsync(Some, Estate.Explain);
        await load.StopAsync();
        await TestRegion.WaitAsync(
            async () => (await Task.WhenAll(ids.Select(restored.GetAsync))).All(body => body == TestRegion.Nothing), Estate.Explain);
        await Estate.WaitCurrentAsync();
        await history.CheckAsync(Estate.Regions, Estate.Explain);
        await load.History.CheckAsync(Estate.Regions, Estate.Explain);
        foreach (var id in ids) Assert.Equal(TestRegion.Nothing, await Estate[0].GetAsync(id));
    }

    [Fact]
    public async Task CutLinks_Heal_AndBothSidesAgree()
    {
        await using var load = RegionLoad.Start(Estate.Regions, "cut", isPlain: true);
        await load.WaitPromisesAsync(Some, Estate.Explain);
        var alone = Estate[2];
        var before = await ConflictsAsync(alone);
        foreach (var link in Estate.LinksOf(alone)) link.Cut();
        var ids = TestEstate.Ids("sides", 2);
        await load.History.PutAsync(Estate[0], ids[0], "earlier");
        await TestRegion.WaitAsync(async () => await Estate[1].GetAsync(ids[0]) == "earlier", Estate.Explain);
        await load.History.PutAsync(alone, ids[0], "later");
        await load.History.PutAsync(alone, ids[1], "while cut");
        await load.WaitPromisesAsync(2 * Some, Estate.Explain);
        Assert.Equal(TestRegion.Nothing, await Estate[0].GetAsync(ids[1]));

        foreach (var link in Estate.LinksOf(alone)) link.Heal();
        await load.WaitPromisesAsync(Some, Estate.Explain);
        await load.StopAsync();
        await load.History.CheckAsync(Estate.Regions, Estate.Explain);
        Assert.Equal("later", await Estate[1].GetAsync(ids[0]));
        Assert.Equal("while cut", await Estate[3].GetAsync(ids[1]));
        Assert.True(await ConflictsAsync(alone) > before, "both sides wrote to the same records, and one of each lost");
    }

    private static async Task<long> ConflictsAsync(TestRegion region) =>
        (await region.Workers.Last(worker => worker.IsRunning).StatusAsync()).Peers.Sum(peer => peer.Conflicts);

    // A node may keep what it answered for a second or two before it is in the file.
    private Task WaitOnDiskAsync(TestRegion region) => TestRegion.WaitAsync(
        async () => (await Task.WhenAll(region.Cluster.Nodes.Select(node => region.Cluster.CommandAsync(node, "INFO", "persistence"))))
            .All(info => info.Contains("aof_buffer_length:0", StringComparison.Ordinal)),
        Estate.Explain);

    // As the sweepers do an hour later, when every region has acknowledged: the origin first.
    private async Task DeleteAndForgetAsync(RegionHistory history, string id)
    {
        var tombstone = await history.DeleteAsync(Estate[0], id);
        await TestRegion.WaitAsync(async () => await IsAcknowledgedByAllAsync(id, tombstone.Version.Stamp), Estate.Explain);
        foreach (var region in Estate.Regions)
            await new IndexSweeper(region.Store).SweepAsync(Partitions.Of(id), "us-east", tombstone.Version.Stamp, CancellationToken.None);
        history.Dropped(tombstone);
        Assert.Equal(TestRegion.Nothing, await Estate[0].GetAsync(id));
    }

    private async Task<bool> IsAcknowledgedByAllAsync(string id, Stamp stamp)
    {
        var position = await Estate[0].Replication.ReadAsync(Partitions.Of(id), CancellationToken.None);
        return Estate.Regions.Skip(1).All(region =>
            position.Acknowledged.TryGetValue(region.Name, out var text) && Stamp.TryParse(text, out var known) && known >= stamp);
    }
}
