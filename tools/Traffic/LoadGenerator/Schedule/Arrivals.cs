namespace WedSync.LoadGenerator.Schedule;

/// <summary>
/// When requests are sent: as strangers send them, independently of each other and of the answers (a Poisson process). A server that stalls
/// does not slow the arrivals, so that a stall shows in every request that it delayed.
/// </summary>
public static class Arrivals
{
    /// <summary>Moments from the start of the run, ascending; the same seed gives the same moments.</summary>
    public static IEnumerable<TimeSpan> Poisson(RateProfile rate, TimeSpan duration, Random random)
    {
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentNullException.ThrowIfNull(random);
        // Thinning: candidates of the highest rate, of which each stays with the share that the rate has of it at that moment.
        var highest = Math.Max(rate.From, rate.To);
        for (var seconds = Exponential(highest, random); seconds < duration.TotalSeconds; seconds += Exponential(highest, random))
        {
            var moment = TimeSpan.FromSeconds(seconds);
            if (random.NextDouble() * highest < rate.At(moment, duration))
            {
                yield return moment;
            }
        }
    }

    private static double Exponential(double rate, Random random) => -Math.Log(1 - random.NextDouble()) / rate;
}
