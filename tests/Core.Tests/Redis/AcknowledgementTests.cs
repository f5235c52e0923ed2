using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

/// <summary>What a reader says that it holds counts only when nothing before it is missing, of what stands now.</summary>
[Collection(RedisTests.Name)]
public sealed class AcknowledgementTests(RedisFixture fixture)
{
    // Long ago and far away, so that no clock counts.
    private const long Written = 1_000_000;
    private const long NeverExpires = 4_102_444_800_000;

    private readonly EntryStore _store = new(fixture.Redis, "us-east");
    private readonly string _id = EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));
    private readonly string _peer = "p" + Guid.NewGuid().ToString("N")[..8];

    private int Partition => Partitions.Of(_id);

    private ReplicationStore Replication => new(_store);

    [Fact]
    public async Task Stretch_ThatBeginsAfterWhatIsAcknowledged_DoesNotCount()
    {
        var life = (await Replication.ReadAsync(Partition, default)).Life;
        Assert.True(await AcknowledgeAsync(life, 0, 50));
        Assert.False(await AcknowledgeAsync(life, 51, 90));
        Assert.Equal(50, await AcknowledgedAsync());
        Assert.True(await AcknowledgeAsync(life, 50, 70));
        Assert.True(await AcknowledgeAsync(life, 20, 60));
        Assert.Equal(70, await AcknowledgedAsync());
        Assert.False(await AcknowledgeAsync(life with { Generation = "another" }, 0, 80));
        Assert.Equal(70, await AcknowledgedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LostDeletion_ComesBack_AndWhatWasReadBeforeCountsNoMore(bool wasAcknowledged)
    {
        var before = (await Replication.ReadAsync(Partition, default)).Life;
        if (wasAcknowledged) Assert.True(await AcknowledgeAsync(before, 0, Written + 5));

        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(EntryTraits.Tombstone));

        var after = (await Replication.ReadAsync(Partition, default)).Life;
        Assert.Equal(before with { Returned = before.Returned + 1 }, after);
        Assert.Equal(wasAcknowledged ? Written - 1 : 0, await AcknowledgedAsync());
        Assert.False(await AcknowledgeAsync(before, 0, Written + 9));
        Assert.False(await Replication.AdoptAsync(Partition, before, _peer, "life", [(ReplicationStore.ComparedField + _peer, new Stamp(Written))], default));
        Assert.Equal(wasAcknowledged ? Written - 1 : 0, await AcknowledgedAsync());
        Assert.True(await AcknowledgeAsync(after, 0, Written + 9));
        Assert.Equal(Written + 9, await AcknowledgedAsync());
        Assert.True(await Replication.AdoptAsync(Partition, after, _peer, "life", [(ReplicationStore.ComparedField + _peer, new Stamp(Written))], default));
        Assert.Equal("life", (await Replication.ReadAsync(Partition, default)).State[ReplicationStore.GenerationField + _peer]);
    }

    [Fact]
    public async Task LostEntry_ComesBack_AndWhatWasReadBeforeStillCounts()
    {
        var before = (await Replication.ReadAsync(Partition, default)).Life;
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync(EntryTraits.None));
        Assert.Equal(before, (await Replication.ReadAsync(Partition, default)).Life);
    }

    private async Task<long> AcknowledgedAsync()
    {
        var known = (await Replication.ReadAsync(Partition, default)).Acknowledged;
        Assert.DoesNotContain(known.Keys, name => name.StartsWith('#'));
        return known.TryGetValue(_peer, out var text) && Stamp.TryParse(text, out var stamp) ? stamp.Value : 0;
    }

    private async Task<bool> AcknowledgeAsync(DataLife life, long from, long to) =>
        await Replication.AcknowledgeAsync(Partition, _peer, "", new HeldStretch(life, new Stamp(from), new Stamp(to)), default);

    private async Task<ApplyOutcome> ApplyAsync(EntryTraits flags)
    {
        var entry = new Entry { Origin = "us-east", Stamp = new Stamp(Written), ExpiresAt = NeverExpires, WriteId = WriteIds.Next(), Flags = flags };
        return await _store.ApplyAsync(_id, EntryCodec.Encode(entry, []), TimeSpan.FromSeconds(2), default);
    }
}
