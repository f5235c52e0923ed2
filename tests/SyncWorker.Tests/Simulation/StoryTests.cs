using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Happenings that chaos brings about too seldom, told step by step: with the rule kept nothing breaks, without it the checker notices.</summary>
public sealed class StoryTests
{
    private const string Unheld = "a deletion that it does not have";
    private const string Name = "x/a";

    // A world of one partition, right clocks and three members from the beginning.
    private const int Seed = 3;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(700);

    [Fact]
    public void DeletionThatComesBackBehindAReader_IsReadAgain_ThoughItsFirstMessageIsLost() => Assert.Null(Run(new SimRules()));

    [Fact]
    public void AcknowledgementWithAGapBeforeIt_IsNoticed() =>
        Assert.Contains(Unheld, Run(new SimRules { AcknowledgesWithoutGaps = false }), StringComparison.Ordinal);

    private static string? Run(SimRules rules)
    {
        var world = new SimWorld(new SimSettings { Seed = Seed, IsPlain = true, ComparesByClock = false, Regions = 3, Rules = rules });
        Assert.Equal((1, 3), (world.Partitions, world.Joined.Count()));
        world.Network.IsCalm = true;
        return world.Run(() => TellAsync(world));
    }

    private static async Task TellAsync(SimWorld world)
    {
        var (origin, keeper, reader) = (world.Region("us-east"), world.Region("eu-west"), world.Region("us-west"));
        Write(world, origin, Name, isDelete: false, 1);
        await world.Scheduler.DelayAsync(TimeSpan.FromSeconds(30));

        // The reader misses a deletion, the origin loses it, and the keeper alone has it.
        world.Network.Cut("us-east", "us-west");
        world.Network.Cut("eu-west", "us-west");
        world.IsPlain = false;
        Write(world, origin, Name, isDelete: true, 2);
        while (!keeper.Store[0].Entries[Name].Item.IsTombstone) await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(5));
        world.Network.Cut("us-east", "eu-west");
        origin.Store.FailOverToWhatSettled();
        await world.Scheduler.DelayAsync(Moment);
        Assert.False(origin.Store[0].Entries[Name].Item.IsTombstone);

        // The reader reads on, past the deletion's place.
        world.Network.Heal("us-east", "us-west");
        await world.Scheduler.DelayAsync(TimeSpan.FromSeconds(15));
        var later = Write(world, origin, "x/b", isDelete: false, 3);
        while (origin.Store[0].Acknowledged.GetValueOrDefault("us-west") < later.Version.Stamp) await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(5));
        Assert.False(reader.Store[0].Entries[Name].Item.IsTombstone);

        // The deletion comes back, and the message that tells the reader of it is lost. The next one is not.
        world.Network.Loses = ("us-east", "us-west");
        world.Network.Heal("us-east", "eu-west");
        while (!origin.Store[0].Entries[Name].Item.IsTombstone) await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(5));
        await world.Scheduler.DelayAsync(Moment);
        world.Network.Loses = null;
        Write(world, origin, "x/c", isDelete: false, 4);
        await world.Scheduler.DelayAsync(Moment);
        await world.CalmAsync();
        Assert.True(reader.Store[0].Entries.GetValueOrDefault(Name)?.Item.IsTombstone != false);
    }

    private static Item Write(SimWorld world, SimRegion region, string id, bool isDelete, ulong writeId) =>
        region.Store.Write(world.PartitionOf(id), id, isDelete, "", writeId);
}
