using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

/// <summary>Records that no eviction takes: invalidations and revoked tokens, until their time has passed.</summary>
[Collection(RedisTests.Name)]
public sealed class LastingRecordTests(RedisFixture fixture)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private readonly EntryStore _store = new(fixture.Redis, "us-east");
    private readonly string _tokenId = Guid.NewGuid().ToString("N");

    private string Id => InvalidationId.OfToken("acme", _tokenId);

    private int Partition => Partitions.Of(Id);

    [Fact]
    public async Task Revocation_HasNoTtlAndIsAmongWhatPodsLoad_AndAnEarlierExpiryDoesNotShortenIt()
    {
        var (later, revocations) = (DateTimeOffset.UtcNow.AddDays(90), new RevocationStore(_store));
        await revocations.RevokeAsync("acme", _tokenId, later, default);
        var (id, result) = await revocations.RevokeAsync("acme", _tokenId, DateTimeOffset.UtcNow.AddMinutes(1), default);
        Assert.Equal(Id, id);
        Assert.Equal(later.ToUnixTimeMilliseconds(), Writes.Header(await _store.ReadAsync(Id, default)).ExpiresAt);
        Assert.Null(await fixture.Redis.Database.KeyTimeToLiveAsync(Partitions.EntryKey(Partition, Id)));
        Assert.Contains((Id, result.Version.Stamp), await new InvalidationStore(_store).LoadAsync(default));
        Assert.Equal(0, await SweepAsync("us-east"));
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("eu-west")]
    public async Task RecordThatIsOver_IsDroppedByEveryRegion_WhoeverWroteItAndAcknowledgedIt(string origin)
    {
        await ApplyAsync(origin, TimeSpan.FromMilliseconds(400));
        await TestKit.Redis.TestRedisCluster.WaitAsync(async () => (await HeadAsync()).Length == 0);
        Assert.NotNull(await _store.ReadAsync(Id, default));
        Assert.Equal(1, await SweepAsync(origin));
        Assert.Null(await _store.ReadAsync(Id, default));
        Assert.DoesNotContain(await new InvalidationStore(_store).LoadAsync(default), record => record.Id == Id);
        // A peer that has not swept yet does not bring it back.
        Assert.Equal(ApplyOutcome.Expired, await ApplyAsync(origin, TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task RecordInForce_IsCompared_AndNobodySweepsIt()
    {
        Assert.Equal(ApplyOutcome.Applied, await ApplyAsync("eu-west", TimeSpan.FromMinutes(1)));
        Assert.NotEmpty(await HeadAsync());
        Assert.Equal(0, await SweepAsync("eu-west"));
    }

    private async Task<byte[]> HeadAsync() => (await new ReplicationStore(_store).ReadHeadsAsync(Partition, [Id], default)).Single();

    private async Task<long> SweepAsync(string origin)
    {
        var before = await fixture.Redis.Database.SortedSetLengthAsync(Partitions.InvalidationsKey(Partition));
        await new IndexSweeper(_store).SweepAsync(Partition, origin, Stamp.Zero, default);
        return before - await fixture.Redis.Database.SortedSetLengthAsync(Partitions.InvalidationsKey(Partition));
    }

    private ValueTask<ApplyOutcome> ApplyAsync(string origin, TimeSpan life)
    {
        var until = (DateTimeOffset.UtcNow + life).ToUnixTimeMilliseconds();
        var entry = new Entry
        {
            Origin = origin,
            Stamp = Stamp.From(DateTimeOffset.UtcNow),
            Flags = EntryTraits.Invalidation,
            ExpiresAt = until,
            WriteId = WriteIds.Next(),
        };
        return _store.ApplyAsync(Id, EntryCodec.Encode(entry, []), Skew, default);
    }
}
