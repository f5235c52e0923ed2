namespace WedSync.CacheService.Caching;

/// <summary>Spreads the ends of lifetimes by up to a tenth, so that what was written together is not asked for together.</summary>
/// <param name="draw">Draws from 0 to 1, evenly.</param>
internal sealed class Jitter(Func<double> draw)
{
    public const double Spread = 0.1;

    /// <summary>From 90 to 100 % of the duration: never longer than the caller asked for.</summary>
    public TimeSpan Shorten(TimeSpan duration) => duration * (1 - (Spread * draw()));
}
