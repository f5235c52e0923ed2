using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

/// <summary>What other residency groups are to be told of a name: as little as they know already.</summary>
[Collection(RedisTests.Name)]
public sealed class ResidencyTests(RedisFixture fixture)
{
    private readonly EntryStore _store = new(fixture.Redis, "eu-west");
    private readonly string _id = EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));

    private int Partition => Partitions.Of(_id);

    [Fact]
    public async Task Tombstone_OfAnEntryThatNeverLeftItsGroup_StaysThereToo()
    {
        await PutAsync("eu");
        Assert.Equal(("eu", EntryTraits.None), await StandingAsync());
        await DeleteAsync();
        Assert.Equal(("eu", EntryTraits.Tombstone), await StandingAsync());
        await PutAsync("eu");
        Assert.Equal(("eu", EntryTraits.None), await StandingAsync());
    }

    [Fact]
    public async Task Entry_InPlaceOfOneThatOthersMayHold_IsMarked_AndItsTombstoneIsForAll()
    {
        await PutAsync("");
        await PutAsync("eu");
        Assert.Equal(("eu", EntryTraits.Exposed), await StandingAsync());
        await PutAsync("eu");
        Assert.Equal(("eu", EntryTraits.Exposed), await StandingAsync());
        await DeleteAsync();
        Assert.Equal(("", EntryTraits.Tombstone), await StandingAsync());
    }

    [Fact]
    public async Task Tombstone_OfANameThatIsGone_HasTheResidencyTheRequestSays()
    {
        await DeleteAsync("eu");
        Assert.Equal(("eu", EntryTraits.Tombstone), await StandingAsync());
        await PutAsync("");
        await DeleteAsync("eu");
        Assert.Equal(("", EntryTraits.Tombstone), await StandingAsync());
    }

    [Fact]
    public async Task OlderVersionFromOutside_MarksWhatStands_AndReadersReadItAgain()
    {
        await PutAsync("eu");
        var stands = Writes.Header(await _store.ReadAsync(_id, default));
        var peer = Guid.NewGuid().ToString("N");
        await _store.AcknowledgeAsync(Partition, peer, new Stamp(stands.Stamp.Value + 5), default);

        Assert.Equal(ApplyOutcome.Older, await ApplyAsync(stands.Stamp.Value - 10, "us-east", ""));

        Assert.Equal(("eu", EntryTraits.Exposed), await StandingAsync());
        Assert.Equal(stands with { Flags = EntryTraits.Exposed, Tags = [] }, Writes.Header(await _store.ReadAsync(_id, default)) with { Tags = [] });
        Assert.Equal(new Stamp(stands.Stamp.Value - 1), await _store.AcknowledgeAsync(Partition, peer, Stamp.Zero, default));
        Assert.True(await fixture.Redis.Database.KeyTimeToLiveAsync(Partitions.EntryKey(Partition, _id)) > TimeSpan.Zero);
    }

    [Fact]
    public async Task ResidentVersionFromThePeer_InPlaceOfAGlobalOne_IsMarked()
    {
        await PutAsync("");
        var stands = Writes.Header(await _store.ReadAsync(_id, default));
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(stands.Stamp.Value + 10, "eu-north", "eu"));
        Assert.Equal(("eu", EntryTraits.Exposed), await StandingAsync());
        // A group's own older version tells nothing.
        Assert.Equal(ApplyOutcome.Older, await ApplyAsync(stands.Stamp.Value + 9, "eu-north", "eu"));
    }

    [Fact]
    public async Task Sweep_TakesTheMarkAway_AndRaisesTheFloor()
    {
        await PutAsync("");
        await PutAsync("eu");
        var stands = Writes.Header(await _store.ReadAsync(_id, default)).Stamp;
        var sweeper = new IndexSweeper(_store);

        await sweeper.SweepAsync(Partition, "eu-west", new Stamp(stands.Value - 1), default);
        Assert.Equal(("eu", EntryTraits.Exposed), await StandingAsync());
        await sweeper.SweepAsync(Partition, "eu-west", stands, default);
        Assert.Equal(("eu", EntryTraits.None), await StandingAsync());
        var state = (await new ReplicationStore(_store).ReadAsync(Partition, default)).State;
        Assert.True(Stamp.TryParse(state[ReplicationStore.FloorField + "eu-west"], out var floor) && floor >= stands);

        await DeleteAsync();
        Assert.Equal(("eu", EntryTraits.Tombstone), await StandingAsync());
    }

    [Fact]
    public async Task DroppedRecord_ThatOthersNeverHeardOf_LeavesAResidentTombstone()
    {
        await PutAsync("eu");
        var stands = Writes.Header(await _store.ReadAsync(_id, default)).Stamp;
        Assert.NotNull(await new ReplicationStore(_store).RestampAsync(_id, stands, drop: true, default));
        Assert.Equal(("eu", EntryTraits.Tombstone), await StandingAsync());
    }

    [Fact]
    public async Task Erase_OfANameThatIsGone_WritesNothing()
    {
        var subject = SubjectId.Of("acme", Guid.NewGuid().ToString());
        var put = Writes.Put(_id, "personal");
        await _store.WriteAsync(put with { Entry = put.Entry with { Residency = "eu", Subject = EntryId.ForSubject("acme", subject) } }, default);
        await fixture.Redis.Database.KeyDeleteAsync(Partitions.EntryKey(Partition, _id));

        Assert.Equal(0, await new EraseStore(_store).EraseAsync("acme", subject, default));
        Assert.Null(await _store.ReadAsync(_id, default));
    }

    private async Task PutAsync(string residency)
    {
        var put = Writes.Put(_id, "body");
        await _store.WriteAsync(put with { Entry = put.Entry with { Residency = residency } }, default);
        Assert.Equal("body", Writes.Body(await _store.ReadAsync(_id, default)));
    }

    private async Task DeleteAsync(string residency = "") => await _store.WriteAsync(Tombstones.Request(_id, Stamp.Zero, residency), default);

    private async Task<(string Residency, EntryTraits Flags)> StandingAsync()
    {
        var header = Writes.Header(await _store.ReadAsync(_id, default));
        return (header.Residency, header.Flags);
    }

    private async Task<ApplyOutcome> ApplyAsync(long stamp, string origin, string residency)
    {
        var until = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var entry = new Entry { Origin = origin, Stamp = new Stamp(stamp), ExpiresAt = until, WriteId = WriteIds.Next(), Residency = residency };
        return await _store.ApplyAsync(_id, EntryCodec.Encode(entry, "remote"u8), TimeSpan.FromSeconds(2), default);
    }
}
