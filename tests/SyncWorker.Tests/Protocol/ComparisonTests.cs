using Moq;
using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>What a comparison hands to a region that holds nothing of a partition.</summary>
public sealed class ComparisonTests
{
    private const int Partition = 1;

    private static readonly Member East = new("us-east", "");
    private static readonly Member West = new("us-west", "");
    private static readonly Item Written = new("t/a", new Version(new Stamp(10), "us-west"), 1, EntryTraits.None, "");
    private static readonly StoredRecord Record = new(Written.Id, EntryCodec.Encode(new Entry { Origin = "us-west", Stamp = new Stamp(10), WriteId = 1 }, []));

    private readonly Mock<IRegionStore> _store = new();
    private readonly Mock<IPeer> _peer = new();

    public ComparisonTests()
    {
        _store.Setup(store => store.ListAsync(Partition, default)).ReturnsAsync((State("us-east"), [Written]));
        _store.Setup(store => store.ReadAsync(Partition, It.IsAny<IReadOnlyList<string>>(), default)).ReturnsAsync([Record]);
        _store.Setup(store => store.SettleAsync(It.IsAny<IReadOnlyCollection<int>>(), default)).ReturnsAsync(new Settlement([Partition]));
        _store.Setup(store => store.AdoptAsync(It.IsAny<DataLife>(), It.IsAny<PartitionState>(), It.IsAny<Stamp>(), default)).ReturnsAsync(true);
        _peer.Setup(peer => peer.ListAsync(It.IsAny<ListQuery>(), default)).ReturnsAsync([]);
        _peer.Setup(peer => peer.ApplyAsync(Partition, It.IsAny<IReadOnlyList<StoredRecord>>(), default)).ReturnsAsync(new ApplyAnswer([]));
    }

    // A backup of before the partition's first write: the peer's generation stands in it, so that the region itself sees nothing to compare.
    [Fact]
    public async Task PeerThatWasComparedBefore_AndLostAll_IsGivenIt()
    {
        await CompareAsync(comparesItself: false);
        _peer.Verify(peer => peer.ApplyAsync(Partition, It.Is<IReadOnlyList<StoredRecord>>(records => records.Single().Id == Written.Id), default), Times.Once);
    }

    [Fact]
    public async Task EmptyPeerThatComparesItself_TakesItItself()
    {
        await CompareAsync(comparesItself: true);
        _peer.Verify(peer => peer.ApplyAsync(It.IsAny<int>(), It.IsAny<IReadOnlyList<StoredRecord>>(), default), Times.Never);
    }

    [Theory]
    [InlineData("life-1", false)]
    [InlineData("life-2", true)]
    public async Task Answer_TellsWhetherTheRegionHasYetToCompare(string askersLife, bool expected)
    {
        var known = State("us-west") with { PeerGenerations = new Dictionary<string, string> { ["us-east"] = "life-1" } };
        _store.Setup(store => store.ListAsync(Partition, default)).ReturnsAsync((known, []));
        var service = new PeerService(West, _store.Object, new SyncPolicy(), new SyncObserver());
        var answers = await service.DigestAsync(East, [new DigestQuery(State("us-east") with { Generation = askersLife }, 0, 0)], default);
        Assert.Equal(expected, Assert.Single(answers).ComparesItself);
    }

    [Fact]
    public async Task NodeWithoutReplicas_HoldsUpItsOwnPartitionsOnly()
    {
        _store.Setup(store => store.SettleAsync(It.IsAny<IReadOnlyCollection<int>>(), default)).ReturnsAsync(new Settlement([], new IOException("no replica")));
        Assert.Empty(await CompareAsync(comparesItself: false));
        _store.Verify(store => store.AdoptAsync(It.IsAny<DataLife>(), It.IsAny<PartitionState>(), It.IsAny<Stamp>(), default), Times.Never);
    }

    private Task<IReadOnlyList<PartitionState>> CompareAsync(bool comparesItself)
    {
        _peer.Setup(peer => peer.DigestAsync(It.IsAny<IReadOnlyList<DigestQuery>>(), default))
            .ReturnsAsync([new DigestAnswer(State("us-west"), [0], comparesItself)]);
        var reconciler = new Reconciler(East, _store.Object, new SyncPolicy(), new SyncOptions(), TimeProvider.System, new SyncObserver());
        return reconciler.CompareAsync(West, _peer.Object, [Partition], default);
    }

    private static PartitionState State(string region) => new() { Region = region, Partition = Partition, Generation = "life", Clock = Stamp.Zero };
}
