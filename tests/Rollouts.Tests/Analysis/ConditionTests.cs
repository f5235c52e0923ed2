using WedSync.Rollouts.Analysis;

namespace WedSync.Rollouts.Tests.Analysis;

public sealed class ConditionTests
{
    private const string Success = "len(result) > 0 && !isNaN(result[0]) && result[0] > 0.85";
    private const string Failure = "len(result) > 0 && !isNaN(result[0]) && !(result[0] > 0.85)";

    [Theory]
    [InlineData(0.9, true, false)]
    [InlineData(0.85, false, true)]
    [InlineData(double.NaN, false, false)]
    [InlineData(double.PositiveInfinity, true, false)]
    public void IsMet_TheRenderedConditions(double value, bool success, bool failure)
    {
        Assert.Equal(success, Condition.IsMet(Success, [value]));
        Assert.Equal(failure, Condition.IsMet(Failure, [value]));
    }

    [Fact]
    public void IsMet_NoSeries_MeetsNeither()
    {
        Assert.False(Condition.IsMet(Success, []));
        Assert.False(Condition.IsMet(Failure, []));
    }

    [Fact]
    public void IsMet_TheSeedsForm_FailsOnAnEmptyResult()
    {
        // Without the guard expr reports an index out of range; JavaScript alone would say "undefined" and go on.
        var error = Assert.Throws<MeasurementException>(() => Condition.IsMet("result[0] > 0.85", []));

        Assert.Contains("index out of range", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("result[0] >")]
    [InlineData("nosuch(result)")]
    [InlineData("result[0]")]
    public void IsMet_NotUnderstood_NamesTheCondition(string condition)
        => Assert.Contains($"'{condition}'", Assert.Throws<MeasurementException>(() => Condition.IsMet(condition, [1])).Message, StringComparison.Ordinal);
}
