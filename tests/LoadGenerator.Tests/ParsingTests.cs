using WedSync.LoadGenerator.Schedule;

namespace WedSync.LoadGenerator.Tests;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("500/s", 500, 500)]
    [InlineData("0.5", 0.5, 0.5)]
    [InlineData("100..2000/s", 100, 2000)]
    [InlineData("2000..100", 2000, 100)]
    public void Rate_Valid(string text, double from, double to)
    {
        Assert.True(RateProfile.TryParse(text, out var rate, out _));
        Assert.Equal(new RateProfile(from, to), rate);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5/s")]
    [InlineData("500/m")]
    [InlineData("100..0/s")]
    [InlineData("100..")]
    [InlineData("999999/s")]
    [InlineData("")]
    public void Rate_Invalid_NamesTheValueAndWhatIsAllowed(string text)
    {
        Assert.False(RateProfile.TryParse(text, out _, out var error));
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains("100..2000/s", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Mix_Valid_WhatIsNotNamedIsZero()
    {
        Assert.True(OperationMix.TryParse("write=30,read=70", out var mix, out _));
        Assert.Equal(new OperationMix(70, 30, 0), mix);
        Assert.Equal(OperationKind.Read, mix.At(0.69));
        Assert.Equal(OperationKind.Write, mix.At(0.71));
    }

    [Theory]
    [InlineData("read=80,write=15", "add up to 95")]
    [InlineData("read=80,delete=20", "'delete=20'")]
    [InlineData("read", "'read'")]
    [InlineData("read=-5,write=105", "'read=-5'")]
    public void Mix_Invalid_SaysWhy(string text, string expected)
    {
        Assert.False(OperationMix.TryParse(text, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Invalid_AllErrorsAtOnce()
    {
        var plan = new LoadPlan
        {
            Target = new Uri("http://127.0.0.1:1"),
            Token = _ => ValueTask.FromResult(""),
            Keys = 0,
            Zipf = 9,
            ValueBytes = 1,
            Duration = TimeSpan.Zero,
        };

        var errors = plan.Errors();

        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, e => e.StartsWith("keys 0", StringComparison.Ordinal));
    }
}
