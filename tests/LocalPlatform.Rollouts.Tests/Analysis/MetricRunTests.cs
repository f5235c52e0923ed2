using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;

namespace WedSync.LocalPlatform.Rollouts.Tests.Analysis;

/// <summary>Argo's rules of counting. A letter is a measurement: s success, f failure, i inconclusive, e error.</summary>
public sealed class MetricRunTests
{
    [Theory]
    [InlineData("sssss", AnalysisPhase.Successful)]
    [InlineData("ssss", AnalysisPhase.Running)]
    [InlineData("ffsss", AnalysisPhase.Successful)]
    [InlineData("fff", AnalysisPhase.Failed)]
    [InlineData("fsfsf", AnalysisPhase.Failed)]
    [InlineData("iisss", AnalysisPhase.Successful)]
    [InlineData("iii", AnalysisPhase.Inconclusive)]
    [InlineData("eeee", AnalysisPhase.Running)]
    [InlineData("eeeee", AnalysisPhase.Error)]
    [InlineData("eeeeseeee", AnalysisPhase.Running)]
    [InlineData("eeeeieeeefeeeesss", AnalysisPhase.Successful)]
    public void Phase_CountFiveTwoFailuresTwoInconclusiveFourErrors(string measurements, AnalysisPhase expected) =>
        Assert.Equal(expected, Run(Metric() with { Count = 5 }, measurements).Phase);

    [Theory]
    [InlineData("ssssssssssssssssssssssss", AnalysisPhase.Running)]
    [InlineData("sfsfsf", AnalysisPhase.Failed)]
    public void Phase_WithoutACount_EndsOnlyBadly(string measurements, AnalysisPhase expected) =>
        Assert.Equal(expected, Run(Metric(), measurements).Phase);

    [Fact]
    public void Phase_WithoutCountAndInterval_IsMeasuredOnce() =>
        Assert.Equal(AnalysisPhase.Successful, Run(Metric() with { Interval = null }, "s").Phase);

    [Fact]
    public void NextAt_DelayThenIntervalThenSoonerAfterAnError()
    {
        var run = new MetricRun(Metric(), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(65), run.NextAt);
        run.Take([0.0], TimeSpan.FromSeconds(66));
        Assert.Equal(TimeSpan.FromSeconds(66 + 60), run.NextAt);
        run.TakeError("down", TimeSpan.FromSeconds(130));
        Assert.Equal(TimeSpan.FromSeconds(140), run.NextAt);
    }

    [Theory]
    [InlineData("result[0] < 1", "", 2.0, AnalysisPhase.Failed)]
    [InlineData("result[0] < 1", "", 0.0, AnalysisPhase.Successful)]
    [InlineData("", "result[0] > 1", 2.0, AnalysisPhase.Failed)]
    [InlineData("", "result[0] > 1", 0.0, AnalysisPhase.Successful)]
    [InlineData("", "", 9.0, AnalysisPhase.Successful)]
    [InlineData("result[0] < 1", "result[0] > 2", 1.5, AnalysisPhase.Inconclusive)]
    [InlineData("result[0] < 3", "result[0] > 1", 2.0, AnalysisPhase.Failed)]
    [InlineData("result[1] < 3", "", 2.0, AnalysisPhase.Error)]
    public void Take_JudgesByBothConditions(string success, string failure, double value, AnalysisPhase expected) =>
        Assert.Equal(expected, new MetricRun(Metric() with { SuccessCondition = success, FailureCondition = failure }, TimeSpan.Zero).Take([value], TimeSpan.Zero).Phase);

    private static MetricDescription Metric() => new()
    {
        Name = "error-rate",
        Query = "up",
        InitialDelay = TimeSpan.FromMinutes(1),
        Interval = TimeSpan.FromMinutes(1),
        FailureLimit = 2,
        InconclusiveLimit = 2,
        SuccessCondition = "len(result) > 0 && result[0] < 1",
        FailureCondition = "len(result) > 0 && result[0] >= 1",
    };

    private static MetricRun Run(MetricDescription metric, string measurements)
    {
        var run = new MetricRun(metric, TimeSpan.Zero);
        foreach (var letter in measurements)
        {
            _ = letter switch
            {
                's' => run.Take([0], TimeSpan.Zero),
                'f' => run.Take([1], TimeSpan.Zero),
                'i' => run.Take([], TimeSpan.Zero),
                _ => run.TakeError("down", TimeSpan.Zero),
            };
        }

        return run;
    }
}
