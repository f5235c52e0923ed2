using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>The protocol broken on purpose, one decision at a time: the checker has to notice each, or it would not notice a real mistake.</summary>
public sealed class MutationTests
{
    private const int MaxSeeds = 400;

    [Fact]
    public void TombstonesDroppedByAgeAlone_AreNoticed() => AssertNoticed(settings => settings with { Policy = new DropsByAge() });

    [Fact]
    public void RegionThatIgnoresMissedDeletes_IsNoticed() => AssertNoticed(settings => settings with { Policy = new NeverBehind() });

    [Fact]
    public void ResidencyIgnored_IsNoticed() => AssertNoticed(settings => settings with { Policy = new HoldsEverything() });

    [Fact]
    public void LastArrivalInsteadOfLastWriter_IsNoticed() => AssertNoticed(settings => settings with { Rules = new ArrivalWins() });

    [Fact]
    public void AcknowledgementOfAnotherLifeOfTheData_IsNoticed() =>
        AssertNoticed(settings => settings with { Policy = new NeverCompares(), Rules = new SimRules { FencesGenerations = false } });

    [Fact]
    public void AcknowledgementAheadOfWhatIsHeld_IsNoticed() => AssertNoticed(settings => settings with { Policy = new HoldsQuarantined() });

    private static void AssertNoticed(Func<SimSettings, SimSettings> mutate)
    {
        var totals = Simulations.Run(Enumerable.Range(1, MaxSeeds), seed => mutate(new SimSettings { Seed = seed }), stopAtFirst: true);
        Assert.True(totals.Broken.Count > 0, $"{MaxSeeds} worlds with a broken protocol kept every promise");
    }

    private abstract class ShortLived : SyncPolicy
    {
        protected ShortLived() => TombstoneAge = SimSettings.DefaultPolicy.TombstoneAge;
    }

    private sealed class DropsByAge : ShortLived
    {
        public override Stamp DropUpTo(PartitionState state, IEnumerable<string> peers, DateTimeOffset now) => Stamp.From(now - TimeSpan.FromSeconds(2));
    }

    private sealed class NeverBehind : ShortLived
    {
        public override bool IsBehind(PartitionState region, PartitionState other) => false;

        public override bool IsDeleted(Item item, PartitionState holder, PartitionState other) => false;
    }

    private sealed class HoldsEverything : ShortLived
    {
        public override bool MayHold(string residency, Member member) => true;
    }

    private sealed class NeverCompares : ShortLived
    {
        public override bool MustCompare(PartitionState reader, PartitionState source) => !reader.PeerGenerations.ContainsKey(source.Region);
    }

    private sealed class HoldsQuarantined : ShortLived
    {
        public override Stamp HeldUpTo(Stamp to, IEnumerable<Stamp> quarantined, Stamp horizon) => to;
    }

    private sealed record ArrivalWins : SimRules
    {
        public override int Compare(Item left, Item right) => left == right ? 0 : 1;
    }
}
