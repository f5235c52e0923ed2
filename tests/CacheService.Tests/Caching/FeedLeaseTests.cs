using WedSync.CacheService.Caching;

namespace WedSync.CacheService.Tests.Caching;

/// <summary>Times are milliseconds of the pod's clock; a primary's clock is ahead by whatever it likes.</summary>
public sealed class FeedLeaseTests
{
    private const long Frequency = 1000;
    private const long Ahead = 1_700_000_000_000;

    private readonly FeedLease _lease = new(TimeSpan.FromMilliseconds(700), Frequency);

    [Fact]
    public void Beats_TrustLastsFromTheOldestOfThem()
    {
        Learn("a", asked: 1000, answered: 1001);
        Learn("b", asked: 1000, answered: 1001);
        Beat("a", made: 1200);
        Beat("b", made: 1300);
        // An answer may have been made as early as its question: each beat counts a millisecond earlier than it was made.
        Assert.Equal(1199 + 700, _lease.TrustedUntil(["a", "b"]));
    }

    [Fact]
    public void Beat_ThatLayInABuffer_CountsFromWhenItWasMade()
    {
        Learn("a", asked: 1000, answered: 1000);
        Beat("a", made: 1100);
        Learn("a", asked: 60_000, answered: 60_000);
        // Heard at 60 000, made long before.
        Beat("a", made: 1300);
        Assert.Equal(2000, _lease.TrustedUntil(["a"]));
    }

    [Fact]
    public void OlderBeat_AfterANewerOne_ChangesNothing()
    {
        Learn("a", asked: 0, answered: 0);
        Beat("a", made: 500);
        Beat("a", made: 400);
        Assert.Equal(1200, _lease.TrustedUntil(["a"]));
    }

    [Fact]
    public void PrimaryThatWasNeverHeard_OrNoPrimary_GivesNoTrust()
    {
        Learn("a", asked: 0, answered: 0);
        Beat("a", made: 500);
        Assert.Equal(long.MinValue, _lease.TrustedUntil(["a", "b"]));
        Assert.Equal(long.MinValue, _lease.TrustedUntil([]));
        Beat("b", made: 500);
        Assert.Equal(long.MinValue, _lease.TrustedUntil(["b"]));
    }

    [Fact]
    public void ClockThatIsSetForward_IsLearntAnew()
    {
        Learn("a", asked: 1000, answered: 1000);
        // The primary's clock jumps by an hour.
        const long jump = 3_600_000;
        _lease.Learn("a", 2000, (Ahead + 2000 + jump) * 1000);
        _lease.Beat("a", (Ahead + 2100 + jump) * 1000);
        Assert.Equal(2800, _lease.TrustedUntil(["a"]));
    }

    private void Learn(string primary, long asked, long answered) => _lease.Learn(primary, asked, (Ahead + answered) * 1000);

    private void Beat(string primary, long made) => _lease.Beat(primary, (Ahead + made) * 1000);
}
