using WedSync.LoadGenerator.Schedule;

namespace WedSync.LoadGenerator.Tests.Schedule;

public sealed class ZipfKeysTests
{
    [Fact]
    public void At_ExponentOne_HottestKeyIsAskedForTwiceAsOftenAsTheSecond()
    {
        var keys = new ZipfKeys(1000, 1);
        var random = new Random(7);
        var counts = new int[1000];

        for (var i = 0; i < 200_000; i++) counts[keys.At(random.NextDouble())]++;

        Assert.InRange((double)counts[0] / counts[1], 1.9, 2.1);
        Assert.InRange((double)counts[0] / counts[9], 9.2, 10.8);
    }

    [Fact]
    public void At_ExponentZero_AllKeysAreAlike()
    {
        var keys = new ZipfKeys(4, 0);

        Assert.Equal([0, 1, 2, 3], new[] { 0.1, 0.3, 0.6, 0.9 }.Select(keys.At));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1 - 1e-12, 9)]
    public void At_EndsOfTheInterval_AreTheFirstAndTheLastKey(double point, int expected)
        => Assert.Equal(expected, new ZipfKeys(10, 0.99).At(point));
}
