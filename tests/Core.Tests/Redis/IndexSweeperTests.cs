using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

[Collection(RedisTests.Name)]
public sealed class IndexSweeperTests(RedisFixture fixture)
{
    private readonly EntryStore _store = new(fixture.Redis, "us-east");
    private readonly string _id = EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));

    private int Partition => Partitions.Of(_id);

    [Fact]
    public async Task Tombstone_GoesWhenEveryPeerHasItAndNoFillCanComeAnyMore()
    {
        await _store.WriteAsync(Writes.Put(_id, "x"), default);
        var deleted = (await _store.WriteAsync(Tombstones.Request(_id, Stamp.Zero), default)).Version.Stamp;
        var (soon, later) = (DateTimeOffset.UtcNow + LeaseStore.MaxFillAge, DateTimeOffset.UtcNow + IndexSweeper.TombstoneAge + TimeSpan.FromMinutes(1));
        string[] peers = ["eu-west", "us-west"];

        await _store.AcknowledgeAsync(Partition, "eu-west", deleted, default);
        await SweepAsync(peers, later);
        Assert.True(await IsIndexedAsync(), "One peer has not acknowledged it.");

        await _store.AcknowledgeAsync(Partition, "us-west", deleted, default);
        await SweepAsync(peers, later);
        Assert.True(await IsIndexedAsync(), "What the peers have of the name has not been heard.");

        foreach (var peer in peers) await CompareAsync(peer, deleted);
        await SweepAsync(peers, soon);
        Assert.True(await IsIndexedAsync(), "A fill from before the delete can still come.");

        await SweepAsync(peers, later);
        Assert.False(await IsIndexedAsync());
        Assert.Null(await _store.ReadAsync(_id, default));
    }

    [Fact]
    public async Task Tombstone_OfARegionWithoutPeers_GoesByAge()
    {
        await _store.WriteAsync(Tombstones.Request(_id, Stamp.Zero), default);
        await SweepAsync([], DateTimeOffset.UtcNow);
        Assert.True(await IsIndexedAsync());
        await SweepAsync([], DateTimeOffset.UtcNow + IndexSweeper.TombstoneAge + TimeSpan.FromMinutes(1));
        Assert.False(await IsIndexedAsync());
    }

    [Fact]
    public void Fill_IsRefusedBeforeTheTombstoneOfItsDeleteCanGo() =>
        Assert.True(LeaseStore.MaxFillAge + TimeSpan.FromMinutes(5) < IndexSweeper.TombstoneAge);

    private async Task CompareAsync(string peer, Stamp upTo)
    {
        var replication = new ReplicationStore(_store);
        var life = (await replication.ReadAsync(Partition, default)).Life;
        Assert.True(await replication.AdoptAsync(Partition, life, peer, "life", [(ReplicationStore.ComparedField + peer, upTo)], default));
    }

    private async Task SweepAsync(string[] peers, DateTimeOffset now)
    {
        var sweeper = new IndexSweeper(_store);
        await sweeper.SweepAsync(Partition, "us-east", await sweeper.AcknowledgedAsync(Partition, peers, now, default), default);
    }

    private async Task<bool> IsIndexedAsync() =>
        await fixture.Redis.Database.SortedSetScoreAsync((RedisKey)Partitions.IndexKey(Partition, "us-east"), _id) is not null;
}
