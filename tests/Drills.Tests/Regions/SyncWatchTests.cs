using WedSync.Drills.Regions;

namespace WedSync.Drills.Tests.Regions;

public sealed class SyncWatchTests
{
    private static readonly string[] Running = ["us-east", "eu-west"];

    [Fact]
    public void InStep_WhenEveryRegionReadsAllPartitionsOfTheOther()
        => Assert.True(SyncWatch.IsInStep([Worker("us-east", "eu-west"), Worker("eu-west", "us-east")], Running));

    [Fact]
    public void RegionsThatDoNotRun_DoNotMatter()
    {
        var east = Worker("us-east", "eu-west");
        var withAbsent = east with { Peers = [.. east.Peers, new PeerStatus("us-west", Connected: false, 0, 0, 0, 0, 0, 0)] };

        Assert.True(SyncWatch.IsInStep([withAbsent, Worker("eu-west", "us-east")], Running));
    }

    [Fact]
    public void NotInStep_WhenOneDirectionLacksSomething()
    {
        var west = Worker("eu-west", "us-east");
        Assert.False(SyncWatch.IsInStep([Worker("us-east", "eu-west", connected: false), west], Running));
        Assert.False(SyncWatch.IsInStep([Worker("us-east", "eu-west", current: 4095), west], Running));
        Assert.False(SyncWatch.IsInStep([Worker("us-east", "eu-west", waiting: 1), west], Running));
        Assert.False(SyncWatch.IsInStep([Worker("us-east", "eu-west", current: 0, owned: 0), west], Running));
        Assert.False(SyncWatch.IsInStep([west], Running));
    }

    [Fact]
    public void WorkersOfARegion_CountTogether()
        => Assert.True(SyncWatch.IsInStep(
            [Worker("us-east", "eu-west", current: 2048, owned: 2048), Worker("us-east", "eu-west", current: 2048, owned: 2048), Worker("eu-west", "us-east")], Running));

    private static WorkerStatus Worker(string region, string peer, bool connected = true, int current = 4096, int waiting = 0, int owned = 4096)
        => new(region, owned, [new PeerStatus(peer, connected, 0, 0, 0, 0, current, waiting)]);
}
