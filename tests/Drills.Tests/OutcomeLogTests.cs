using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills.Tests;

public sealed class OutcomeLogTests
{
    [Fact]
    public void Outage_IsFromTheMomentUntilTheLastFailureEnds()
    {
        var log = new OutcomeLog();
        Add(log, OutcomeKind.Unavailable, at: 1, latency: 0.1);
        Add(log, OutcomeKind.Timeout, at: 12, latency: 5);
        Add(log, OutcomeKind.Shed, at: 14, latency: 0.5);
        Add(log, OutcomeKind.Success, at: 30, latency: 0.1);

        Assert.Equal(TimeSpan.FromSeconds(7), log.Outage(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Outage_NothingFailedSince_IsZero()
    {
        var log = new OutcomeLog();
        Add(log, OutcomeKind.Unavailable, at: 1, latency: 0.1);
        Add(log, OutcomeKind.Success, at: 12, latency: 0.1);

        Assert.Equal(TimeSpan.Zero, log.Outage(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Outage_OfAPart_EndsWithIt_AndCountsWhatIsAskedFor()
    {
        var log = new OutcomeLog();
        Add(log, OutcomeKind.NotReplicated, at: 13, latency: 5);
        Add(log, OutcomeKind.Timeout, at: 11, latency: 5);
        Add(log, OutcomeKind.Timeout, at: 25, latency: 1);

        Assert.Equal(TimeSpan.FromSeconds(6), log.Outage(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), o => o.Kind == OutcomeKind.Timeout));
        Assert.Equal(TimeSpan.FromSeconds(16), log.Outage(TimeSpan.FromSeconds(10)));
        Assert.Equal(1, log.Count(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(25), o => o.Kind == OutcomeKind.Timeout));
    }

    [Fact]
    public void Percentile_LooksAtSuccessesOfThePartOnly()
    {
        var log = new OutcomeLog();
        for (var i = 1; i <= 100; i++) Add(log, OutcomeKind.Success, at: 1, latency: i / 1000.0);
        Add(log, OutcomeKind.Success, at: 20, latency: 9);
        Add(log, OutcomeKind.Timeout, at: 1, latency: 9);

        Assert.Equal(51, log.Percentile(50, TimeSpan.Zero, TimeSpan.FromSeconds(10)), 0.001);
        Assert.Equal(100, log.Percentile(99, TimeSpan.Zero, TimeSpan.FromSeconds(10)), 0.001);
        Assert.True(double.IsNaN(log.Percentile(50, TimeSpan.FromSeconds(30), TimeSpan.MaxValue)));
    }

    private static void Add(OutcomeLog log, OutcomeKind kind, double at, double latency)
        => log.OnEnded(new Outcome(OperationKind.Read, kind, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(latency), "us-east", "k"));
}
