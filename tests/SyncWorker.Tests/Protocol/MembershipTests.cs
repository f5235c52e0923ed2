using Moq;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>Regions that leave while others run.</summary>
public sealed class MembershipTests
{
    [Fact]
    public async Task RegionLeaves_AndTheOthersCompareWhatItToldOnlySomeOfThem()
    {
        using var stop = new CancellationTokenSource();
        var unreachable = new Mock<IPeer>();
        unreachable.Setup(peer => peer.OpenAsync(It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource<IChangeSession>().Task);
        var node = new SyncNode(
            new Member("us-east", ""), Mock.Of<IRegionStore>(), _ => unreachable.Object, new SyncPolicy(), new SyncOptions(), TimeProvider.System,
            new SyncObserver(), () => 0.5, () => [1, 2, 3]);
        node.Start(["us-west", "eu-west"], stop.Token);
        Assert.All(node.Relations, relation => Assert.Equal(0, relation.Waiting));

        node.SetPeers(["us-west"]);

        var remaining = Assert.Single(node.Relations);
        Assert.Equal("us-west", remaining.Region);
        // They wait until the peer is reached.
        Assert.Equal(3, remaining.Waiting);
        await stop.CancelAsync();
    }
}
