using CsCheck;
using WedSync.Core.Stamps;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.Core.Tests.Stamps;

public sealed class HybridClockTests
{
    private static readonly string[] Regions = ["us-east", "us-west", "eu-west", "ap-southeast"];

    private static readonly Gen<Version> GenVersion =
        Gen.Select(Gen.Long[0, 5], Gen.Int[0, 3].Select(i => Regions[i]), (stamp, origin) => new Version(new Stamp(stamp), origin));

    [Fact]
    public void Next_ClockStandsOrGoesBack_StaysStrictlyIncreasing()
    {
        Gen.Long[-5_000, 5_000].Array[1, 200].Sample(steps =>
        {
            var time = new SteppedTime();
            var clock = new HybridClock(time);
            var last = Stamp.Zero;
            foreach (var step in steps)
            {
                time.Advance(step);
                var next = clock.Next();
                if (next <= last) return false;
                last = next;
            }

            return true;
        });
    }

    [Fact]
    public void TryReceive_BeyondSkewLimit_IsRefusedAndLeavesTheClockAlone()
    {
        var time = new SteppedTime();
        var clock = new HybridClock(time);
        var now = Stamp.From(time.GetUtcNow());
        var limit = new Stamp(now.Value + (2000 * Stamp.TicksPerMillisecond));

        Assert.False(clock.TryReceive(new Stamp(limit.Value + 1)));
        Assert.Equal(Stamp.Zero, clock.Last);
        Assert.True(clock.TryReceive(limit));
        Assert.Equal(limit.Value + 1, clock.Next().Value);
    }

    [Fact]
    public void Next_WithFloor_IsLaterThanIt() =>
        Gen.Long[0, Stamp.MaxValue / 2].Sample(floor => new HybridClock(new SteppedTime()).Next(new Stamp(floor)).Value > floor);

    [Fact]
    public void Merge_IsCommutativeAssociativeIdempotent() => Gen.Select(GenVersion, GenVersion, GenVersion).Sample((a, b, c) =>
        Version.Merge(a, b) == Version.Merge(b, a)
        && Version.Merge(a, Version.Merge(b, c)) == Version.Merge(Version.Merge(a, b), c)
        && Version.Merge(a, a) == a);

    [Fact]
    public void Merge_SameStamp_FallsToTheOriginByItsBytes() =>
        Assert.Equal("us-west", Version.Merge(new(new(7), "us-west"), new(new(7), "us-east")).Origin);

    [Fact]
    public void Stamp_TextAndTime_RoundTrip()
    {
        var stamp = Stamp.FromUnixMilliseconds(1_780_000_000_123);
        Assert.Equal(1_780_000_000_123, stamp.UnixMilliseconds);
        Assert.True(Stamp.TryParse(stamp.ToString(), out var parsed));
        Assert.Equal(stamp, parsed);
        Assert.False(Stamp.TryParse("9007199254740992", out _));
        Assert.False(Stamp.TryParse("-1", out _));
    }

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 5, 2, 12, 0, 0, TimeSpan.Zero);

        public void Advance(long milliseconds) => _now = _now.AddMilliseconds(milliseconds);

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
