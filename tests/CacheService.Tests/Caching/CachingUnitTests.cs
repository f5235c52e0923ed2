using BitFaster.Caching.Scheduler;
using WedSync.CacheService.Caching;
using WedSync.Core.Entries;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Tests.Caching;

public sealed class CachingUnitTests
{
    [Fact]
    public void MemoryTier_StaysWithinItsBytesWhateverTheSizes()
    {
        const long limit = 4 << 20;
        var tier = new MemoryTier(limit, new ForegroundScheduler());
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            tier.Put(Make($"acme/{i % 3000}", random.Next(10, 60_000)));
            Assert.InRange(tier.Bytes, 0, limit);
        }

        for (var i = 0; i < 3000; i++) tier.Remove($"acme/{i}");
        Assert.Equal(0, tier.Bytes);
        Assert.Equal(0, tier.Count);
    }

    [Fact]
    public void MemoryTier_AScanDoesNotDriveOutWhatIsAskedForOften()
    {
        var tier = new MemoryTier(2 << 20, new ForegroundScheduler());
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 400; i++)
            {
                if (!tier.TryGet($"acme/hot-{i}", out _)) tier.Put(Make($"acme/hot-{i}", 2000));
            }
        }

        for (var i = 0; i < 20_000; i++) tier.Put(Make($"acme/scan-{i}", 2000));
        var kept = Enumerable.Range(0, 400).Count(i => tier.TryGet($"acme/hot-{i}", out _));
        Assert.InRange(kept, 360, 400);
    }

    [Fact]
    public void MemoryTier_WithNoBytes_KeepsNothing()
    {
        var tier = new MemoryTier(0);
        tier.Put(Make("acme/a", 10));
        Assert.False(tier.TryGet("acme/a", out _));
    }

    [Theory]
    [InlineData("vendor", "booking", 3600)]
    [InlineData("vendor/florist", "booking", 3600)]
    [InlineData("vendor/florist", "wedding-week", 300)]
    [InlineData("unheard-of", "", 3600)]
    [InlineData("style", "after", 86400)]
    public void TtlPolicies_StageBeatsTypeBeatsGeneral(string type, string stage, int seconds) =>
        Assert.Equal(seconds, TtlPolicies.Default.For(type, stage).Fresh.TotalSeconds);

    [Theory]
    [InlineData("vendor=1h")]
    [InlineData("vendor=1h+2m")]
    [InlineData("=1h+1m+1m")]
    [InlineData("vendor=0s+1m+1m")]
    [InlineData("vendor=20d+20d+1m")]
    [InlineData("vendor=1x+1m+1m")]
    public void TtlPolicies_BadItem_IsNamed(string item)
    {
        Assert.False(TtlPolicies.Default.TryExtend("budget=1m+1m+1m," + item, out _, out var bad));
        Assert.Equal(item, bad);
    }

    [Fact]
    public void TtlPolicies_Configured_OverridesTheDefault()
    {
        Assert.True(TtlPolicies.Default.TryExtend("vendor=2s+3s+4s", out var policies, out _));
        Assert.Equal(new Lifetime(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)), policies.For("vendor", "booking"));
        Assert.Equal(300, policies.For("vendor", "wedding-week").Fresh.TotalSeconds);
    }

    [Fact]
    public void Jitter_ShortensByATenthAtMost()
    {
        Assert.Equal(TimeSpan.FromSeconds(100), new Jitter(() => 0).Shorten(TimeSpan.FromSeconds(100)));
        Assert.Equal(90, new Jitter(() => 1).Shorten(TimeSpan.FromSeconds(100)).TotalSeconds, 3);
    }

    [Fact]
    public void InvalidationTable_CoversWhatWasBasedOnAnEarlierStamp()
    {
        var table = new InvalidationTable();
        var entry = Make("acme/k", 10, stamp: 100, asOf: 50, tags: ["t"]);
        Assert.False(entry.IsInvalidated(table));
        table.Add("acme#t", new Stamp(50));
        Assert.False(entry.IsInvalidated(table));
        table.Add("acme#t", new Stamp(51));
        Assert.True(entry.IsInvalidated(table));
        table.Add("acme#t", new Stamp(3));
        Assert.True(entry.IsInvalidated(table));
        Assert.Equal(51, table.Latest.Value);
    }

    [Fact]
    public void HotKeys_FindsTheHotOnesAmongMany()
    {
        var time = new ManualTime();
        var keys = new HotKeys(time);
        var random = new Random(3);
        for (var i = 0; i < 200_000; i++) keys.Count(random.Next(100) < 5 ? "acme/hot" : $"acme/cold-{random.Next(50_000)}");
        Assert.Empty(keys.Current);
        time.Advance(TimeSpan.FromSeconds(11));
        var hot = Assert.Single(keys.Current);
        Assert.Equal("acme/hot", hot.Id);
        Assert.InRange(hot.Share, 0.04, 0.06);
    }

    [Theory]
    [InlineData("123.abc.def", true)]
    [InlineData("123.abc.", false)]
    [InlineData("123..def", false)]
    [InlineData("123.", false)]
    [InlineData(".abc", false)]
    [InlineData("-1.abc.def", false)]
    [InlineData("9007199254740992.abc.def", false)]
    [InlineData("", false)]
    public void LeaseTicket_ParsesOnlyItsOwnForm(string text, bool valid)
    {
        Assert.Equal(valid, LeaseTicket.TryParse(text, out var ticket));
        Assert.Equal(valid ? text : "0..", ticket.ToString());
    }

    [Fact]
    public void LeaseTicket_WithoutProof_IsOneOfNobody()
    {
        Assert.True(LeaseTicket.TryParse("123.abc", out var ticket));
        Assert.Equal("", ticket.Proof);
    }

    private static CachedEntry Make(string id, int length, long stamp = 1, long asOf = 0, params string[] tags)
    {
        var header = new Entry { Origin = "us-east", Stamp = new Stamp(stamp), AsOf = new Stamp(asOf), Tags = tags };
        return CachedEntry.Parse(id, EntryCodec.Encode(header, new byte[length]), 0)!;
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public override long GetTimestamp() => _now;
    }
}
