using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.TestKit.Redis;

namespace WedSync.Core.Tests.Redis;

[Collection(RedisTests.Name)]
public sealed class LeaseStoreTests(RedisFixture fixture)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly EntryStore _entries = new(fixture.Redis, "us-east");
    private readonly LeaseStore _leases = new(fixture.Redis);
    private readonly string _id = EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Acquire_ManyCallers_ExactlyOneComputes()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => AcquireAsync($"t{i}")));
        Assert.Single(results.OfType<AcquireResult.Granted>());
        Assert.Equal(399, results.OfType<AcquireResult.Held>().Count());
    }

    [Fact]
    public async Task Acquire_HolderDies_NextCallerGetsItAfterTheLease()
    {
        Assert.IsType<AcquireResult.Granted>(await AcquireAsync("dead", TimeSpan.FromMilliseconds(300)));
        Assert.IsType<AcquireResult.Held>(await AcquireAsync("next"));
        await TestRedisCluster.WaitAsync(async () => await AcquireAsync("next") is AcquireResult.Granted);
    }

    [Fact]
    public async Task Fill_AfterANewerWriteOrDelete_IsRefused()
    {
        var granted = Assert.IsType<AcquireResult.Granted>(await AcquireAsync("slow"));
        await _entries.WriteAsync(Tombstones.Request(_id, Stamp.Zero), default);
        var late = await _entries.WriteAsync(Fill("late", granted.Basis), default);

        Assert.False(late.IsStored);
        Assert.True(Writes.Header(await _entries.ReadAsync(_id, default)).IsTombstone);
    }

    [Fact]
    public async Task Fill_AfterTheLeaseEndedButNothingNewer_IsTaken()
    {
        var granted = Assert.IsType<AcquireResult.Granted>(await AcquireAsync("slow", TimeSpan.FromMilliseconds(50)));
        AcquireResult next = await AcquireAsync("next");
        await TestRedisCluster.WaitAsync(async () => (next = await AcquireAsync("next")) is AcquireResult.Granted);

        Assert.True((await _entries.WriteAsync(Fill("late but good", granted.Basis), default)).IsStored);
        Assert.False((await _entries.WriteAsync(Fill("second", granted.Basis), default)).IsStored);
        Assert.IsType<AcquireResult.Hit>(await AcquireAsync("third"));
    }

    [Fact]
    public async Task Acquire_FreshEntry_IsAHitUnlessTheCallerHasRefusedIt()
    {
        var written = await _entries.WriteAsync(Writes.Put(_id, "answer"), default);
        Assert.Equal("answer", Writes.Body(Assert.IsType<AcquireResult.Hit>(await AcquireAsync("a")).Value));
        var again = await _leases.AcquireAsync(_id, "b", Long, written.Version.Stamp, Stamp.Zero, default);
        Assert.IsType<AcquireResult.Granted>(again);
    }

    [Fact]
    public async Task Acquire_WithoutAToken_OnlyAsks()
    {
        Assert.IsType<AcquireResult.Free>(await AcquireAsync(""));
        Assert.IsType<AcquireResult.Granted>(await AcquireAsync("holder"));
        Assert.IsType<AcquireResult.Held>(await AcquireAsync(""));
    }

    [Theory]
    [InlineData(3_000, false)]
    [InlineData(1_000, true)]
    public async Task Fill_BasedOnWhatIsToCome_IsRefusedBeyondTheSkewLimit(int milliseconds, bool isStored)
    {
        var basis = Stamp.From(TimeProvider.System.GetUtcNow().AddMilliseconds(milliseconds));
        Assert.Equal(isStored, (await _entries.WriteAsync(Fill("early", basis), default)).IsStored);
        Assert.Equal(isStored, await _entries.ReadAsync(_id, default) is not null);
    }

    [Fact]
    public async Task Fill_BasedOnAClockThatWasSetBack_IsTaken()
    {
        // The partition's clock is ahead of time, as after a correction, and so is what it gave.
        var ahead = Stamp.From(TimeProvider.System.GetUtcNow().AddSeconds(4));
        await fixture.Redis.Database.StringSetAsync(Partitions.ClockKey(Partitions.Of(_id)), ahead.ToString());
        var granted = Assert.IsType<AcquireResult.Granted>(await AcquireAsync("ahead"));
        Assert.True((await _entries.WriteAsync(Fill("good", granted.Basis), default)).IsStored);
    }

    [Fact]
    public async Task Acquire_Basis_IsNotBeforeTheInvalidationTheCallerKnows()
    {
        var floor = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(1));
        var granted = (AcquireResult.Granted)await _leases.AcquireAsync(_id, "a", Long, Stamp.Zero, floor, default);
        Assert.Equal(floor, granted.Basis);
    }

    [Fact]
    public async Task RenewAndRelease_OnlyByTheHolder()
    {
        await AcquireAsync("mine");
        Assert.False(await _leases.RenewAsync(_id, "other", Long, default));
        Assert.True(await _leases.RenewAsync(_id, "mine", Long, default));
        Assert.False(await _leases.ReleaseAsync(_id, "other", failed: false, default));
        Assert.True(await _leases.ReleaseAsync(_id, "mine", failed: true, default));
        Assert.IsType<AcquireResult.Granted>(await AcquireAsync("other"));
    }

    private Task<AcquireResult> AcquireAsync(string token, TimeSpan? duration = null) =>
        _leases.AcquireAsync(_id, token, duration ?? Long, Stamp.Zero, Stamp.Zero, default).AsTask();

    private WriteRequest Fill(string body, Stamp basis)
    {
        var put = Writes.Put(_id, body);
        return put with { UnlessNewerThan = basis, Entry = put.Entry with { AsOf = basis } };
    }
}
