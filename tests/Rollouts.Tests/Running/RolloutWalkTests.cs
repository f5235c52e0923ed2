using WedSync.Rollouts.Analysis;
using WedSync.Rollouts.Running;
using WedSync.Rollouts.Steps;
using WedSync.Rollouts.Tests.Support;

namespace WedSync.Rollouts.Tests.Running;

public sealed class RolloutWalkTests
{
    private static readonly RolloutPlan Plan = new()
    {
        Name = "ai-cache-service",
        Steps =
        [
            new RolloutStep.SetHeaderRoute("X-Canary", "always"),
            new RolloutStep.SetWeight(10), new RolloutStep.Pause(TimeSpan.FromMinutes(2)),
            new RolloutStep.SetWeight(50), new RolloutStep.Pause(TimeSpan.FromMinutes(10)),
        ],
        Metrics =
        [
            new AnalysisMetric
            {
                Name = "error-rate",
                Query = "errors[5m]",
                SuccessCondition = "len(result) > 0 && !isNaN(result[0]) && result[0] < 0.01",
                FailureCondition = "len(result) > 0 && !isNaN(result[0]) && !(result[0] < 0.01)",
                InitialDelay = TimeSpan.FromMinutes(1),
                Interval = TimeSpan.FromMinutes(1),
                FailureLimit = 2,
                InconclusiveLimit = 100,
            },
        ],
        AnalysisFrom = 0,
        AbortDelay = TimeSpan.FromSeconds(60),
    };

    private readonly JumpingTime _time = new();
    private readonly FakeCanary _canary = new();

    [Fact]
    public async Task Run_GoodMeasurements_WalksAllSteps_AndPromotes()
    {
        var outcome = await RunAsync(new FakeSource(_ => [0.001]), factor: 1);

        Assert.True(outcome.Promoted);
        Assert.Equal(["weight 10", "weight 50", "promote"], _canary.Events.Where(e => !e.StartsWith("error-rate", StringComparison.Ordinal)));
        // Twelve minutes: one a minute, the last falls on the end.
        Assert.Equal(11, outcome.Measurements.Count);
    }

    [Fact]
    public async Task Run_BadMeasurements_SendsTrafficBackBeforeTheCanaryStops()
    {
        var outcome = await RunAsync(new FakeSource(_ => [0.3]), factor: 1);

        Assert.False(outcome.Promoted);
        Assert.Equal(["weight 10", "error-rate Failed", "weight 50", "error-rate Failed", "error-rate Failed", "weight 0", "abort"], _canary.Events);
        Assert.Contains("'error-rate' failed more than 2 times, last with 0.3", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoTraffic_NeverAborts_AsLongAsInconclusiveIsBorne()
    {
        var outcome = await RunAsync(new FakeSource(_ => []), factor: 1);

        Assert.True(outcome.Promoted);
        Assert.All(outcome.Measurements, m => Assert.Equal(AnalysisPhase.Inconclusive, m.Phase));
    }

    [Fact]
    public async Task Run_PrometheusDown_AbortsAfterFiveErrorsInARow()
    {
        var outcome = await RunAsync(new FakeSource(_ => throw new MeasurementException("connection refused")), factor: 1);

        Assert.False(outcome.Promoted);
        Assert.Equal(5, outcome.Measurements.Count);
        Assert.Contains("connection refused", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Compressed_TakesTheFactorLess_AndAsksOverShorterRanges()
    {
        var source = new FakeSource(_ => [0.001]);

        var outcome = await RunAsync(source, factor: 20);

        Assert.True(outcome.Promoted);
        Assert.Equal(TimeSpan.FromSeconds(36), _time.Passed);
        Assert.All(source.Queries, q => Assert.Equal("errors[15000ms]", q));
        Assert.Equal(11, outcome.Measurements.Count);
    }

    [Fact]
    public async Task Run_Cancelled_AbortsTheCanary()
    {
        using var cancellation = new CancellationTokenSource();
        var source = new FakeSource(_ =>
        {
            cancellation.Cancel();
            return [0.001];
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RolloutWalk(Plan, _canary, source, _canary, _time).RunAsync(1, cancellation.Token));

        Assert.Equal(["weight 10", "error-rate Successful", "weight 0", "abort"], _canary.Events);
    }

    [Fact]
    public async Task Run_ControlFailsInTheMiddle_TakesTheCanaryBack()
    {
        _canary.FailsAtWeight = 50;

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new FakeSource(_ => [0.001]), factor: 1));

        Assert.Equal(["weight 0", "abort"], _canary.Events.TakeLast(2));
    }

    private Task<RolloutOutcome> RunAsync(IMetricSource source, double factor)
        => new RolloutWalk(Plan, _canary, source, _canary, _time).RunAsync(factor, CancellationToken.None);
}
