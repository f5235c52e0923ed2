using System.Text.Json;
using WedSync.Contracts.Metrics;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>What is written in one region is in the others, as far as it may be.</summary>
public sealed class ReplicationTests(SharedEstate shared) : SharedRegionTests(shared)
{
    [Fact]
    public async Task Writes_InAllRegions_AreInAll()
    {
        var count = Estate.Regions.Count;
        var ids = TestEstate.Ids("k", 40);
        for (var i = 0; i < ids.Count; i++) await Estate[i % count].PutAsync(ids[i], $"v{i}");
        await Estate.WaitConvergedAsync(ids);
        for (var i = 0; i < ids.Count; i++) Assert.Equal($"v{i}", await Estate[(i + 1) % count].GetAsync(ids[i]));

        await Estate[0].DeleteAsync(ids[1]);
        var last = await Estate[1].PutAsync(ids[2], "later");
        Assert.True(await Estate[1].WaitReplicatedAsync(ids[2], last.Version.Stamp, TimeSpan.FromSeconds(30)), Estate.Explain());
        await Estate.WaitConvergedAsync(ids);
        Assert.Equal(TestRegion.Deleted, await Estate[1].GetAsync(ids[1]));
        Assert.Equal("later", await Estate[3].GetAsync(ids[2]));
    }

    [Fact]
    public async Task ResidentEntry_NeverLeavesItsGroup_AndIsAcknowledgedByItsGroupOnly()
    {
        var (outside, home, neighbour) = (Estate[0], Estate[2], Estate[3]);
        foreach (var link in Estate.LinksOf(neighbour)) link.Cut();
        var ids = TestEstate.Ids("r", 2);
        var resident = await home.PutAsync(ids[0], "private", residency: "eu");
        var open = await home.PutAsync(ids[1], "public");
        // Others acknowledge the same partition and later stamps; of this entry they cannot speak.
        Assert.True(await home.WaitReplicatedAsync(ids[1], open.Version.Stamp, TimeSpan.FromSeconds(30)), Estate.Explain());
        Assert.False(await home.WaitReplicatedAsync(ids[0], resident.Version.Stamp, TimeSpan.FromSeconds(1)));

        foreach (var link in Estate.LinksOf(neighbour)) link.Heal();
        Assert.True(await home.WaitReplicatedAsync(ids[0], resident.Version.Stamp, TimeSpan.FromSeconds(60)), Estate.Explain());
        Assert.Equal("private", await neighbour.GetAsync(ids[0]));
        Assert.Equal("public", await outside.GetAsync(ids[1]));
        Assert.Equal(TestRegion.Nothing, await outside.GetAsync(ids[0]));

        // Neither does the name when it is deleted; of one that all have had, the others hear that it is gone.
        await home.DeleteAsync(ids[0]);
        await home.PutAsync(ids[1], "private now", residency: "eu");
        await TestRegion.WaitAsync(async () => await outside.GetAsync(ids[1]) == TestRegion.Deleted, Estate.Explain);
        Assert.Equal("private now", await home.GetAsync(ids[1]));
        foreach (var node in outside.Cluster.Nodes)
            Assert.DoesNotContain(ids[0], await outside.Cluster.CommandAsync(node, "--scan", "--pattern", "e:*"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SaysHowItStandsWithEachPeer()
    {
        var ids = TestEstate.Ids("st", 8);
        foreach (var id in ids) await Estate[1].PutAsync(id, "v");
        await Estate.WaitConvergedAsync(ids);

        var worker = Estate[0].Workers.Last(running => running.IsRunning);
        using var status = JsonDocument.Parse(await worker.StatusTextAsync());
        var root = status.RootElement;
        Assert.Equal(
            ["region", "residency", "worker", "ownedPartitions", "unownedPartitions", "peers", "readers"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("us-east", root.GetProperty("region").GetString());
        Assert.Equal(4096, root.GetProperty("ownedPartitions").GetInt32());
        Assert.Equal(["eu-north", "eu-west", "us-west"], root.GetProperty("readers").EnumerateArray().Select(reader => reader.GetString()!).Distinct().Order());
        var peers = root.GetProperty("peers").EnumerateArray().ToDictionary(peer => peer.GetProperty("region").GetString()!);
        Assert.Equal(["eu-north", "eu-west", "us-west"], peers.Keys.Order());
        foreach (var peer in peers.Values)
        {
            Assert.Equal(
                [
                    "region", "connected", "behindSeconds", "lagSeconds", "lagKeys", "applied", "conflicts", "quarantined", "divergenceFound",
                    "resurrectionsRemoved", "currentPartitions", "waitingPartitions",
                ],
                peer.EnumerateObject().Select(property => property.Name));
            Assert.True(peer.GetProperty("connected").GetBoolean());
            Assert.Equal(4096, peer.GetProperty("currentPartitions").GetInt32());
        }

        Assert.True(peers["us-west"].GetProperty("applied").GetInt64() >= ids.Count, root.GetRawText());
        var metrics = await worker.MetricsAsync();
        Assert.Contains($"{MetricNames.SyncPeerConnected}{{peer=\"eu-west\"}} 1", metrics, StringComparison.Ordinal);
        Assert.Contains($"{MetricNames.SyncAppliedTotal}{{peer=\"us-west\"}} {peers["us-west"].GetProperty("applied").GetInt64()}", metrics, StringComparison.Ordinal);
    }
}
