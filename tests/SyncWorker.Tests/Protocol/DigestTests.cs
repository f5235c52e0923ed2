using CsCheck;
using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Tests.Protocol;

public sealed class DigestTests
{
    private static readonly Gen<Item> GenItem = Gen.Select(
        Gen.Int[0, 5000], Gen.Long[1, 1 << 30], Gen.Bool.Select(isEast => isEast ? "us-east" : "eu-west"), Gen.ULong,
        (key, stamp, origin, writeId) => new Item($"t/k{key}", new Version(new Stamp(stamp), origin), writeId, EntryTraits.None, ""));

    [Fact]
    public void OrderOfRecords_DoesNotCount() => Gen.Select(GenItem.List[0, 200], Gen.Int[0, 8]).Sample((items, bits) =>
    {
        var digest = Digest.Of(items, bits);
        items.Reverse();
        return Digest.Of(items, bits).Root == digest.Root && digest.Differing(Digest.Of(items, bits).Buckets).Count == 0;
    });

    [Fact]
    public void OneDifference_ShowsInItsBucketOnly() => Gen.Select(GenItem.List[1, 200], Gen.Int[0, 8], Gen.Int[0, 3]).Sample((items, bits, field) =>
    {
        var digest = Digest.Of(items, bits);
        var changed = items.ToList();
        changed[0] = field switch
        {
            0 => changed[0] with { WriteId = changed[0].WriteId + 1 },
            1 => changed[0] with { Version = changed[0].Version with { Origin = "us-west" } },
            2 => changed[0] with { Version = changed[0].Version with { Stamp = new Stamp(changed[0].Version.Stamp.Value + 1) } },
            _ => changed[0] with { WriteId = ~changed[0].WriteId },
        };
        return Digest.Of(changed, bits).Differing(digest.Buckets).SequenceEqual([Digest.BucketOf(items[0].Id, bits)]);
    });

    [Fact]
    public void Merge_OfBothSides_GivesTheSameRecords() => Gen.Select(GenItem.List[0, 60], GenItem.List[0, 60]).Sample((left, right) =>
    {
        var (leftItems, rightItems) = (Latest(left), Latest(right));
        var (leftState, rightState) = (State("us-east"), State("eu-west"));
        var plan = MergePlan.Of(new SyncPolicy(), new MergeSide(leftState, leftItems), new MergeSide(rightState, rightItems));
        var leftAfter = Latest([.. leftItems, .. plan.Take]);
        var rightAfter = Latest([.. rightItems, .. plan.Give]);
        return plan.Remove.Count == 0 && leftAfter.SequenceEqual(rightAfter);
    });

    [Fact]
    public void Merge_WithARegionThatMissedDeletes_RemovesThereWhatTheOtherHasSeenAndDropped()
    {
        var old = new Item("t/a", new Version(new Stamp(10), "eu-west"), 1, EntryTraits.None, "");
        var unseen = new Item("t/b", new Version(new Stamp(11), "us-west"), 2, EntryTraits.None, "");
        var young = new Item("t/c", new Version(new Stamp(90), "eu-west"), 3, EntryTraits.None, "");
        var other = State("us-east") with
        {
            Clock = new Stamp(100),
            Cursors = new Dictionary<string, Stamp> { ["eu-west"] = new(95), ["us-west"] = new(5) },
            Floors = new Dictionary<string, Stamp> { ["us-east"] = new(50) },
        };
        var plan = MergePlan.Of(
            new SyncPolicy(), new MergeSide(State("eu-west") with { Clock = new Stamp(90) }, [old, unseen, young]), new MergeSide(other, []));
        Assert.Equal([old], plan.Remove);
        Assert.Equal([unseen, young], plan.Give);
    }

    private static PartitionState State(string region) => new() { Region = region, Partition = 1, Generation = "g", Clock = Stamp.Zero };

    private static List<Item> Latest(IEnumerable<Item> items) =>
        [.. items.GroupBy(item => item.Id).Select(group => group.Aggregate((left, right) => left.CompareTo(right) >= 0 ? left : right)).OrderBy(item => item.Id, StringComparer.Ordinal)];
}
