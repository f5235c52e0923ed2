using Moq;
using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>What a comparison takes for evicted, and leaves where it is.</summary>
public sealed class EvictionTests
{
    private const int Partition = 1;

    private static readonly Member West = new("us-west", "");
    private static readonly SyncPolicy Policy = new();

    [Theory]
    // Of the peer's writes all is held that was read.
    [InlineData("us-west", 40, true)]
    [InlineData("us-west", 41, false)]
    // Of a third region's too, and what was only heard of, as far as it was compared with this peer.
    [InlineData("eu-west", 10, true)]
    [InlineData("ap-south", 30, true)]
    [InlineData("ap-south", 31, false)]
    [InlineData("sa-east", 20, true)]
    [InlineData("sa-east", 21, false)]
    // Within the life that was compared, nothing of the region's own was lost.
    [InlineData("us-east", 100, true)]
    [InlineData("nobody", 1, false)]
    public void AbsentEntry_IsTakenForEvicted_WhereItWasOnceHeld(string origin, long stamp, bool expected) =>
        Assert.Equal(expected, IsEvicted(State("life"), At(origin, stamp)));

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void OwnEntry_OfAnEarlierLife_IsTakenForEvicted_AsFarAsItWasCompared(long stamp, bool expected) =>
        Assert.Equal(expected, IsEvicted(State("an earlier life"), At("us-east", stamp)));

    [Theory]
    [InlineData(EntryTraits.None, true)]
    [InlineData(EntryTraits.Negative, true)]
    [InlineData(EntryTraits.Tombstone, false)]
    [InlineData(EntryTraits.Invalidation, false)]
    [InlineData(EntryTraits.Exposed, false)]
    [InlineData((EntryTraits)128, false)]
    public void OnlyAnswers_AreTakenForEvicted(EntryTraits traits, bool expected) =>
        Assert.Equal(expected, IsEvicted(State("life"), At("us-west", 10) with { Traits = traits }));

    [Fact]
    public void NodeThatEvictedNothing_TakesWhateverIsMissing() =>
        Assert.False(IsEvicted(State("life") with { HasEvicted = false }, At("us-west", 10)));

    [Fact]
    public void WhatIsHiddenFromThePeer_IsNotAbsent()
    {
        var item = At("us-west", 10);
        var side = Side(State("life")) with { Hidden = new HashSet<string> { item.Id } };
        Assert.Equal([item], MergePlan.Of(Policy, side, new MergeSide(Peer(), [item])).Take);
    }

    [Fact]
    public void Plan_LeavesEvictedEntriesOut_OnBothSides()
    {
        var (evicted, newer, tombstone) = (At("us-west", 10), At("us-west", 50), At("us-west", 11) with { Traits = EntryTraits.Tombstone });
        IReadOnlyList<Item> all = [evicted, newer, tombstone];
        var taking = MergePlan.Of(Policy, Side(State("life")), new MergeSide(Peer(), all));
        Assert.Equal([tombstone, newer], taking.Take);
        Assert.Equal(1, taking.LeftOut);
        var giving = MergePlan.Of(Policy, new MergeSide(Peer(), all), Side(State("life")));
        Assert.Equal([newer, tombstone], giving.Give);
    }

    // Its workers are of before regions said what they have evicted.
    [Fact]
    public async Task PeerThatGivesWhatWasEvicted_IsRefusedThat_AndNothingElse()
    {
        var (evicted, standing, newer, tombstone) = (Stored("a", 10), Stored("b", 10), Stored("c", 50), Stored("d", 10, EntryTraits.Tombstone));
        var store = new Mock<IRegionStore>();
        store.Setup(store => store.ReadStateAsync(Partition, default)).ReturnsAsync(State("life"));
        store.Setup(store => store.ReadAsync(Partition, new[] { "t/a", "t/b" }, default)).ReturnsAsync([standing]);
        var applied = new List<string>();
        store.Setup(store => store.ApplyAsync(Partition, Capture.With(new CaptureMatch<StoredRecord>(record => applied.Add(record.Id))), default))
            .ReturnsAsync(ApplyOutcome.Applied);
        var service = new PeerService(new Member("us-east", ""), store.Object, Policy, new SyncObserver());
        await service.ApplyAsync(West, Partition, [evicted, standing, newer, tombstone], default);
        Assert.Equal(["t/b", "t/c", "t/d"], applied);
    }

    // What it lacks of others it need not have evicted to have it no more for who asks.
    [Fact]
    public void PeerThatEvicts_VouchesForItsOwnWritesOnly()
    {
        var east = new Member("us-east", "");
        Assert.False(Policy.VouchesForOthers(West, Peer() with { HasEvicted = true }, east));
        Assert.True(Policy.VouchesForOthers(West, Peer(), east));
    }

    private static bool IsEvicted(PartitionState state, Item item) => Policy.IsEvicted(item, Side(state));

    private static MergeSide Side(PartitionState state) => new(state with { Evicted = Policy.Evicted(state, West.Region) }, []);

    private static Item At(string origin, long stamp) => new($"t/{origin}-{stamp}", new Version(new Stamp(stamp), origin), 1, EntryTraits.None, "");

    private static StoredRecord Stored(string name, long stamp, EntryTraits traits = EntryTraits.None) => new(
        $"t/{name}", EntryCodec.Encode(new Entry { Origin = "us-west", Stamp = new Stamp(stamp), WriteId = 1, Flags = traits }, []));

    private static PartitionState Peer() => new() { Region = "us-west", Partition = Partition, Generation = "west", Clock = new Stamp(100) };

    private static PartitionState State(string comparedIn) => new()
    {
        Region = "us-east",
        Partition = Partition,
        Generation = "life",
        Clock = new Stamp(100),
        HasEvicted = true,
        Cursors = Stamps(("us-west", 40), ("eu-west", 10)),
        Heard = Stamps(("us-west", 90), ("ap-south", 60), ("sa-east", 20)),
        Compared = Stamps(("us-west", 30)),
        OwnGenerations = new Dictionary<string, string> { ["us-west"] = comparedIn },
    };

    private static Dictionary<string, Stamp> Stamps(params (string Origin, long Stamp)[] stamps) =>
        stamps.ToDictionary(pair => pair.Origin, pair => new Stamp(pair.Stamp));
}
