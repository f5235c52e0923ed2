using WedSync.LoadGenerator.Schedule;

namespace WedSync.LoadGenerator.Tests.Schedule;

public sealed class ArrivalsTests
{
    private const int Seed = 20260501;

    [Fact]
    public void Poisson_ConstantRate_OffersThatManyIndependently()
    {
        var duration = TimeSpan.FromSeconds(100);

        var moments = Arrivals.Poisson(RateProfile.Constant(200), duration, new Random(Seed)).ToList();

        Assert.InRange(moments.Count, 19_500, 20_500);
        Assert.Equal(moments.Order(), moments);
        Assert.All(moments, m => Assert.InRange(m, TimeSpan.Zero, duration));
        // Of a Poisson process the gaps' standard deviation equals their mean; evenly spaced ones have none.
        var gaps = moments.Zip(moments.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean)));
        Assert.InRange(deviation / mean, 0.95, 1.05);
    }

    [Fact]
    public void Poisson_Ramp_OffersMoreTowardsItsEnd()
    {
        var duration = TimeSpan.FromSeconds(100);

        var moments = Arrivals.Poisson(new RateProfile(0.001, 200), duration, new Random(Seed)).ToList();

        Assert.InRange(moments.Count, 9_600, 10_400);
        // The first half of a straight ramp holds a quarter of it.
        Assert.InRange(moments.Count(m => m < duration / 2), 2_300, 2_700);
    }

    [Fact]
    public void Poisson_SameSeed_GivesTheSameMoments()
    {
        IEnumerable<TimeSpan> Run(int seed) => Arrivals.Poisson(RateProfile.Constant(50), TimeSpan.FromSeconds(5), new Random(seed));

        Assert.Equal(Run(Seed), Run(Seed));
        Assert.NotEqual(Run(Seed), Run(Seed + 1));
    }
}
