using StackExchange.Redis;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

[Collection(RedisTests.Name)]
public sealed class EntryStoreTests(RedisFixture fixture)
{
    private static readonly TimeSpan Skew = HybridClock.DefaultSkewLimit;

    private readonly EntryStore _east = new(fixture.Redis, "us-east");
    private readonly EntryStore _west = new(fixture.Redis, "us-west");

    [Fact]
    public async Task Write_ManyAtOnceInOnePartition_GetStrictlyIncreasingStamps()
    {
        var id = NewId();
        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => _east.WriteAsync(Writes.Put(id, $"{i}"), default).AsTask()));

        Assert.Equal(300, results.Select(result => result.Version.Stamp).Distinct().Count());
        var winner = results.ToList().FindIndex(result => result.Version.Stamp == results.Max(r => r.Version.Stamp));
        Assert.Equal($"{winner}", Writes.Body(await _east.ReadAsync(id, default)));
        Assert.Equal(results.Max(r => r.Version.Stamp), await _east.ReadClockAsync(Partitions.Of(id), default));
    }

    [Fact]
    public async Task Write_SameWriteAgain_ChangesNothing()
    {
        var request = Writes.Put(NewId(), "once");
        var first = await _east.WriteAsync(request, default);
        var second = await _east.WriteAsync(request, default);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Write_KeepsOneIndexEntryUnderTheLatestOrigin()
    {
        var id = NewId();
        await _east.WriteAsync(Writes.Put(id, "east"), default);
        var west = await _west.WriteAsync(Writes.Put(id, "west"), default);

        Assert.Null(await ScoreAsync("us-east", id));
        Assert.Equal(west.Version.Stamp.Value, (long)(await ScoreAsync("us-west", id))!.Value);
        Assert.Equal("us-west", Writes.Header(await _east.ReadAsync(id, default)).Origin);
    }

    [Fact]
    public async Task Write_UnlessNewer_LeavesTheNewerVersion()
    {
        var id = NewId();
        var first = await _east.WriteAsync(Writes.Put(id, "1"), default);
        var second = await _east.WriteAsync(Writes.Put(id, "2"), default);
        var late = await _east.WriteAsync(Writes.Put(id, "late") with { UnlessNewerThan = first.Version.Stamp }, default);

        Assert.False(late.IsStored);
        Assert.Equal(second.Version, late.Version);
        Assert.Equal("2", Writes.Body(await _east.ReadAsync(id, default)));
    }

    [Fact]
    public async Task Write_EntryExpiresTombstoneStays()
    {
        var (answer, deleted) = (NewId(), NewId());
        await _east.WriteAsync(Writes.Put(answer, "x", seconds: 100), default);
        await _east.WriteAsync(Writes.Put(deleted, "x"), default);
        await _east.WriteAsync(Tombstones.Request(deleted, Stamp.Zero), default);

        Assert.InRange((await TtlAsync(answer))!.Value.TotalSeconds, 95, 100);
        Assert.Null(await TtlAsync(deleted));
        Assert.True(Writes.Header(await _east.ReadAsync(deleted, default)).IsTombstone);
    }

    [Fact]
    public async Task Apply_AnyOrderAndRepetition_EndsInTheSameVersion()
    {
        var random = new Random(20260502);
        var now = Stamp.From(DateTimeOffset.UtcNow).Value;
        for (var round = 0; round < 20; round++)
        {
            var versions = Enumerable.Range(0, 6)
                .Select(i => Remote(new Stamp(now + random.Next(3)), i % 2 == 0 ? "eu-west" : "ap-southeast", $"{round}-{i}"))
                .DistinctBy(value => Writes.Header(value).Version).ToList();
            var expected = versions.MaxBy(value => Writes.Header(value).Version)!;
            foreach (var id in new[] { NewId(), NewId() })
            {
                foreach (var value in versions.Concat(versions).OrderBy(_ => random.Next())) await _east.ApplyAsync(id, value, Skew, default);
                Assert.Equal(Writes.Body(expected), Writes.Body(await _east.ReadAsync(id, default)));
            }
        }
    }

    [Fact]
    public async Task Apply_TooFarAhead_IsQuarantinedAndClockStays()
    {
        var id = NewId();
        await _east.WriteAsync(Writes.Put(id, "mine"), default);
        var ahead = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(30));
        Assert.Equal(ApplyOutcome.Quarantined, await _east.ApplyAsync(id, Remote(ahead, "eu-west", "future"), Skew, default));
        Assert.True(await _east.ReadClockAsync(Partitions.Of(id), default) < ahead);
        Assert.Equal("mine", Writes.Body(await _east.ReadAsync(id, default)));
    }

    [Fact]
    public async Task Apply_WithinSkew_RaisesTheClockSoThatTheNextWriteWins()
    {
        var id = NewId();
        var ahead = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(1));
        var remote = Remote(ahead, "eu-west", "remote");
        Assert.Equal(ApplyOutcome.Applied, await _east.ApplyAsync(id, remote, Skew, default));
        Assert.Equal(ApplyOutcome.Known, await _east.ApplyAsync(id, remote, Skew, default));
        var mine = await _east.WriteAsync(Writes.Put(id, "mine"), default);
        Assert.True(mine.Version.Stamp > ahead);
        Assert.Equal(ApplyOutcome.Older, await _east.ApplyAsync(id, Remote(ahead, "eu-west", "remote"), Skew, default));
    }

    [Fact]
    public async Task Invalidate_IsLaterThanEveryWriteBefore()
    {
        var ahead = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(1.5));
        await _east.ApplyAsync(NewId(), Remote(ahead, "eu-west", "x"), Skew, default);
        var invalidations = new InvalidationStore(_east);
        var tag = InvalidationId.OfTag("acme", Guid.NewGuid().ToString("N"));

        await invalidations.InvalidateAsync([tag], DateTimeOffset.UtcNow, default);

        var (_, stamp) = (await invalidations.LoadAsync(default)).Single(item => item.Id == tag);
        Assert.True(stamp > ahead);
    }

    [Fact]
    public async Task Erase_TombstonesTheSubjectAndNothingElse()
    {
        var subject = SubjectId.Of("acme", Guid.NewGuid().ToString());
        var mine = Enumerable.Range(0, 20).Select(_ => NewId()).ToList();
        foreach (var id in mine) await _east.WriteAsync(WithSubject(id, subject), default);
        var handedOver = NewId();
        await _east.WriteAsync(WithSubject(handedOver, subject), default);
        await _east.WriteAsync(Writes.Put(handedOver, "other"), default);

        Assert.Equal(20, await new EraseStore(_east).EraseAsync("acme", subject, default));

        foreach (var id in mine) Assert.True(Writes.Header(await _east.ReadAsync(id, default)).IsTombstone);
        Assert.Equal("other", Writes.Body(await _east.ReadAsync(handedOver, default)));
        Assert.Equal(0, await new EraseStore(_east).EraseAsync("acme", subject, default));
    }

    [Fact]
    public async Task Acknowledge_NeverGoesBack()
    {
        var peer = Guid.NewGuid().ToString("N");
        Assert.Equal(new Stamp(50), await _east.AcknowledgeAsync(7, peer, new Stamp(50), default));
        Assert.Equal(new Stamp(50), await _east.AcknowledgeAsync(7, peer, new Stamp(40), default));
    }

    [Fact]
    public async Task Sweep_TakesExpiredAndAcknowledgedOnly()
    {
        var origin = "r" + Guid.NewGuid().ToString("N")[..8];
        var store = new EntryStore(fixture.Redis, origin);
        var partition = Partitions.Of("acme/a");
        var ids = Enumerable.Range(0, 200_000).Select(i => $"acme/sweep-{origin}-{i}").Where(id => Partitions.Of(id) == partition).Take(3).ToArray();
        await store.WriteAsync(Writes.Put(ids[0], "lives"), default);
        await store.WriteAsync(Writes.Put(ids[1], "evicted"), default);
        await fixture.Redis.Database.KeyDeleteAsync(Partitions.EntryKey(partition, ids[1]));
        var tombstone = await store.WriteAsync(Tombstones.Request(ids[2], Stamp.Zero), default);
        var sweeper = new IndexSweeper(store);

        Assert.Equal(1, await sweeper.SweepAsync(partition, origin, new Stamp(tombstone.Version.Stamp.Value - 1), default));
        Assert.Equal(1, await sweeper.SweepAsync(partition, origin, tombstone.Version.Stamp, default));
        Assert.Equal([ids[0]], (await fixture.Redis.Database.SortedSetRangeByRankAsync(Partitions.IndexKey(partition, origin))).Select(v => (string)v!));
    }

    private static string NewId() => EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));

    private static WriteRequest WithSubject(string id, string subject)
    {
        var put = Writes.Put(id, "personal");
        return put with { Entry = put.Entry with { Subject = EntryId.ForSubject("acme", subject) } };
    }

    private static byte[] Remote(Stamp stamp, string origin, string body)
    {
        var entry = Writes.Put("x").Entry with { Stamp = stamp, Origin = origin };
        return EntryCodec.Encode(entry, System.Text.Encoding.UTF8.GetBytes(body));
    }

    private Task<double?> ScoreAsync(string origin, string id) =>
        fixture.Redis.Database.SortedSetScoreAsync(Partitions.IndexKey(Partitions.Of(id), origin), id);

    private Task<TimeSpan?> TtlAsync(string id) =>
        fixture.Redis.Database.KeyTimeToLiveAsync((RedisKey)Partitions.EntryKey(Partitions.Of(id), id));
}
