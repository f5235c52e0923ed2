using WedSync.Rollouts.Analysis;

namespace WedSync.Rollouts.Tests.Analysis;

public sealed class MetricRunTests
{
    private static readonly AnalysisMetric Metric = new()
    {
        Name = "error-rate",
        Query = "q",
        SuccessCondition = "len(result) > 0 && !isNaN(result[0]) && result[0] < 0.01",
        FailureCondition = "len(result) > 0 && !isNaN(result[0]) && !(result[0] < 0.01)",
        InitialDelay = TimeSpan.FromSeconds(60),
        Interval = TimeSpan.FromSeconds(30),
        Count = 3,
        FailureLimit = 1,
        InconclusiveLimit = 2,
        ConsecutiveErrorLimit = 1,
    };

    [Fact]
    public void NextAt_IsTheDelay_ThenTheInterval()
    {
        var run = new MetricRun(Metric, Seconds(5));

        Assert.Equal(Seconds(65), run.NextAt);
        run.Take([0], Seconds(66));
        Assert.Equal(Seconds(96), run.NextAt);
    }

    [Fact]
    public void Take_CountReached_IsSuccessful()
    {
        var run = Run([0], [0.005], [0]);

        Assert.Equal(AnalysisPhase.Successful, run.Phase);
        Assert.Null(run.NextAt);
    }

    [Fact]
    public void Take_OneFailureMoreThanBorne_Fails()
    {
        Assert.Equal(AnalysisPhase.Running, Run([0.5]).Phase);
        Assert.Equal(AnalysisPhase.Failed, Run([0.5], [0.02]).Phase);
    }

    [Fact]
    public void Take_NothingToSay_IsInconclusive_NotGoodAndNotBad()
    {
        Assert.Equal(AnalysisPhase.Inconclusive, new MetricRun(Metric, TimeSpan.Zero).Take([], Seconds(1)).Phase);
        Assert.Equal(AnalysisPhase.Inconclusive, new MetricRun(Metric, TimeSpan.Zero).Take([double.NaN], Seconds(1)).Phase);
        Assert.Equal(AnalysisPhase.Successful, Run([], [double.NaN], [0]).Phase);
        Assert.Equal(AnalysisPhase.Inconclusive, new[] { Metric with { Count = 10 } }.Select(m => Run(m, [], [], [])).Single().Phase);
    }

    [Fact]
    public void TakeError_InARow_MoreThanBorne_IsAnError_AndAMeasurementBetweenStartsAnew()
    {
        var run = new MetricRun(Metric with { Count = 10 }, TimeSpan.Zero);
        run.TakeError("refused", Seconds(1));
        run.Take([0], Seconds(2));
        run.TakeError("refused", Seconds(3));
        Assert.Equal(AnalysisPhase.Running, run.Phase);

        run.TakeError("refused", Seconds(4));

        Assert.Equal(AnalysisPhase.Error, run.Phase);
    }

    [Fact]
    public void TakeError_IsRepeatedSooner_AndNotCounted()
    {
        var run = new MetricRun(Metric with { Count = 1, ConsecutiveErrorLimit = 5 }, TimeSpan.Zero);

        run.TakeError("refused", Seconds(100));

        Assert.Equal(AnalysisPhase.Running, run.Phase);
        Assert.Equal(Seconds(110), run.NextAt);
    }

    [Fact]
    public void Take_WithoutCount_GoesOnForEver()
    {
        var run = new MetricRun(Metric with { Count = null }, TimeSpan.Zero);

        for (var i = 0; i < 100; i++) run.Take([0], Seconds(i));

        Assert.Equal(AnalysisPhase.Running, run.Phase);
    }

    [Fact]
    public void Take_OnlyASuccessCondition_FailsWhatDoesNotMeetIt()
        => Assert.Equal(AnalysisPhase.Failed, new MetricRun(Metric with { FailureCondition = "" }, TimeSpan.Zero).Take([0.5], Seconds(1)).Phase);

    private static MetricRun Run(params double[][] results) => Run(Metric, results);

    private static MetricRun Run(AnalysisMetric metric, params double[][] results)
    {
        var run = new MetricRun(metric, TimeSpan.Zero);
        foreach (var result in results) run.Take(result, Seconds(1));
        return run;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
