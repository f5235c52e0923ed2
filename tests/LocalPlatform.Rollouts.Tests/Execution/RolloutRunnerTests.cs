using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;
using WedSync.LocalPlatform.Rollouts.Execution;
using WedSync.LocalPlatform.Rollouts.Tests.Support;

namespace WedSync.LocalPlatform.Rollouts.Tests.Execution;

/// <summary>The rendered Rollout, twenty times as fast, over time and measurements that are made up.</summary>
public sealed class RolloutRunnerTests : IClassFixture<RenderedRollout>
{
    private const double Speed = 20;

    private readonly RenderedRollout _rendered;
    private readonly JumpingTime _time = new();
    private readonly FakePlatform _platform;

    public RolloutRunnerTests(RenderedRollout rendered)
    {
        _rendered = rendered;
        _platform = new FakePlatform(_time) { Answer = Good };
    }

    [Fact]
    public async Task Run_GoodCanary_TakesEveryStepAndIsPromoted()
    {
        var result = await RunAsync();

        Assert.Equal(RolloutPhase.Promoted, result.Phase);
        Assert.Empty(result.Causes);
        Assert.Equal(
            ["0 s start", "0 s header X-Canary", "0 s weight 10", "6 s weight 25", "21 s weight 50", "51 s weight 75", "81 s promote"],
            _platform.Actions);
        Assert.Equal(27, result.Elapsed.TotalMinutes, 3);
        // Five of the first, ten of the second, five of the third; the lasting ones as long as it takes.
        var counts = _platform.Measurements.GroupBy(m => m.Measurement.Metric).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((5, 10, 5), (counts["cache-hit-rate"], counts["error-rate"], counts["response-latency"]));
        Assert.InRange(counts["lasting-error-rate"], 26, 27);
        Assert.All(_platform.Measurements, m => Assert.Equal(AnalysisPhase.Successful, m.Measurement.Phase));
        Assert.Equal(1, _platform.Measurements[0].At.TotalMinutes, 3);
    }

    [Fact]
    public async Task Run_Queries_HaveTheirArgumentsAndCompressedWindows()
    {
        await RunAsync();
        var query = _platform.Queries.First(q => q.Contains("5..", StringComparison.Ordinal));
        Assert.Contains("""http_requests_total{job="ai-cache-service",rollouts_pod_template_hash="abc123",route!~""", query, StringComparison.Ordinal);
        Assert.Contains("[15000ms]", query, StringComparison.Ordinal);
        Assert.All(_platform.Queries, q => Assert.DoesNotContain("args.", q, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ErrorsAtOnce_AbortsAtTheFourthFailureAndStopsTheCanaryAfterItsDelay()
    {
        _platform.Answer = query => IsErrorRate(query) ? [0.3] : Good(query);

        var result = await RunAsync();

        Assert.Equal(RolloutPhase.Aborted, result.Phase);
        Assert.Equal(["error-rate", "lasting-error-rate"], result.Causes);
        // Failures at 1, 2, 3 and 4 minutes: three are borne. Twelve real seconds, then a minute without requests.
        Assert.Equal(
            ["0 s start", "0 s header X-Canary", "0 s weight 10", "6 s weight 25", "12 s weight 0", "12 s no header route", "15 s stop"],
            _platform.Actions);
        Assert.Equal(4, result.Elapsed.TotalMinutes, 3);
    }

    [Fact]
    public async Task Run_ErrorsLate_AreSeenByTheLastingMetric()
    {
        _platform.Answer = query => IsErrorRate(query) && _time.Elapsed > TimeSpan.FromSeconds(60) ? [0.3] : Good(query);

        var result = await RunAsync();

        Assert.Equal(RolloutPhase.Aborted, result.Phase);
        Assert.Equal(["lasting-error-rate"], result.Causes);
        Assert.Contains("51 s weight 75", _platform.Actions);
        Assert.DoesNotContain(_platform.Actions, action => action.Contains("promote", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NothingToMeasure_IsInconclusiveAndWaitsForAPerson(bool isNaN)
    {
        _platform.Answer = _ => isNaN ? [double.NaN] : [];

        var result = await RunAsync();

        Assert.Equal(RolloutPhase.Paused, result.Phase);
        // Three of each, two are borne.
        Assert.Equal(["cache-hit-rate", "response-latency"], result.Causes);
        Assert.All(_platform.Measurements, m => Assert.Equal(AnalysisPhase.Inconclusive, m.Measurement.Phase));
        Assert.Equal(3, result.Elapsed.TotalMinutes, 3);
        Assert.Equal(["9 s weight 0", "12 s stop"], _platform.Actions.TakeLast(2));
    }

    [Fact]
    public async Task Run_PrometheusDown_IsAskedSoonerAndAbortsAtTheFifthErrorInARow()
    {
        _platform.Answer = _ => throw new MeasurementException("connection refused");

        var result = await RunAsync();

        Assert.Equal(RolloutPhase.Aborted, result.Phase);
        Assert.Equal(5, _platform.Measurements.Count(m => m.Measurement.Metric == "error-rate"));
        Assert.Equal(TimeSpan.FromSeconds(60 + 40), Rounded(result.Elapsed));
        Assert.Equal("connection refused", _platform.Measurements[0].Measurement.Message);
    }

    [Fact]
    public async Task Run_PrometheusDownForAWhile_GoesOn()
    {
        _platform.Answer = query => _time.Elapsed < TimeSpan.FromSeconds(4.6) ? throw new MeasurementException("starting") : Good(query);
        Assert.Equal(RolloutPhase.Promoted, (await RunAsync()).Phase);
        Assert.Contains(_platform.Measurements, m => m.Measurement.Phase == AnalysisPhase.Error);
    }

    [Fact]
    public async Task Run_Interrupted_LeavesNoCanary()
    {
        using var stop = new CancellationTokenSource();
        _platform.Answer = query =>
        {
            if (_time.Elapsed > TimeSpan.FromSeconds(20)) stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
            return Good(query);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stop.Token));
        Assert.Equal(["weight 0", "stop"], _platform.Actions.TakeLast(2).Select(action => action[(action.IndexOf(" s ", StringComparison.Ordinal) + 3)..]));
    }

    [Fact]
    public async Task Run_PauseWithoutADuration_WaitsForAPerson()
    {
        var description = _rendered.Description with { Steps = [new SetWeightStep(10), new PauseStep(null), new SetWeightStep(50)] };
        var result = await new RolloutRunner(description, _platform, _platform, _platform, Speed, _time).RunAsync(CancellationToken.None);
        Assert.Equal(RolloutPhase.Paused, result.Phase);
        Assert.DoesNotContain("0 s weight 50", _platform.Actions);
    }

    private static IReadOnlyList<double> Good(string query) => query.Contains("cache_hits_total", StringComparison.Ordinal) ? [0.95] : [0.001];

    private static bool IsErrorRate(string query) => query.Contains("5..", StringComparison.Ordinal);

    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    private Task<RolloutResult> RunAsync(CancellationToken cancellation = default) =>
        new RolloutRunner(_rendered.Description, _platform, _platform, _platform, Speed, _time).RunAsync(cancellation);
}
