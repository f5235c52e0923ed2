using WedSync.LocalPlatform.Rollouts.Analysis;

namespace WedSync.LocalPlatform.Rollouts.Tests.Analysis;

public sealed class ConditionTests
{
    private const string Success = "len(result) > 0 && !isNaN(result[0]) && result[0] < 0.01";
    private const string Failure = "len(result) > 0 && !isNaN(result[0]) && !(result[0] < 0.01)";

    [Theory]
    [InlineData(Success, new[] { 0.009 }, true)]
    [InlineData(Success, new[] { 0.01 }, false)]
    [InlineData(Success, new double[0], false)]
    [InlineData(Success, new[] { double.NaN }, false)]
    [InlineData(Failure, new[] { 0.009 }, false)]
    [InlineData(Failure, new[] { 0.01 }, true)]
    [InlineData(Failure, new double[0], false)]
    [InlineData(Failure, new[] { double.NaN }, false)]
    [InlineData("result[0] <= -1.5e1", new[] { -15.0 }, true)]
    [InlineData("result[1] == 2", new[] { 1.0, 2.0 }, true)]
    [InlineData("result[0] != 1 || isInf(result[0])", new[] { 1.0 }, false)]
    [InlineData("isInf(result[0])", new[] { double.PositiveInfinity }, true)]
    [InlineData("true || false && false", new double[0], true)]
    [InlineData("(true || false) && false", new double[0], false)]
    [InlineData("!(result[0] >= 1) && !false", new[] { 0.5 }, true)]
    [InlineData("result[0] == result[0]", new[] { double.NaN }, false)]
    public void Holds_OfTheTemplatesLanguage(string text, double[] result, bool expected)
    {
        Assert.True(Condition.TryParse(text, out var condition, out var error), error);
        Assert.Equal(expected, condition!.Holds(result));
    }

    [Theory]
    [InlineData("")]
    [InlineData("result[0]")]
    [InlineData("result[0] < ")]
    [InlineData("result[-1] < 1")]
    [InlineData("default(result[0], 0) < 1")]
    [InlineData("result.foo < 1")]
    [InlineData("result[0] < 1 && ")]
    [InlineData("(result[0] < 1")]
    [InlineData("result[0] < 1)")]
    [InlineData("result[0] < 1 and true")]
    [InlineData("all(result, {# < 1})")]
    [InlineData("len(result)")]
    [InlineData("!result[0] < 1 2")]
    public void TryParse_WhatItDoesNotKnow_IsRefusedWithWhatIsAllowed(string text)
    {
        Assert.False(Condition.TryParse(text, out _, out var error));
        Assert.Contains("allowed: result[n], len(result)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_ValueThatIsNotThere_IsAnErrorAndNoAnswer()
    {
        Assert.True(Condition.TryParse("result[0] < 1", out var condition, out _));
        Assert.Contains("the query gave 0 values", Assert.Throws<MeasurementException>(() => condition!.Holds([])).Message, StringComparison.Ordinal);
    }
}
