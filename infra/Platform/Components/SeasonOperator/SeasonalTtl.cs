using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>
/// Where a season's answers live shorter or longer than the cache service's defaults. In the peak, vendors' calendars and guest lists
/// change by the hour; off season nothing does, and every answer that lives longer saves a call of the origin.
/// </summary>
public static class SeasonalTtl
{
    /// <summary>The season's rules: <c>type[/stage]=fresh+stale+error</c> separated by commas.</summary>
    public static string For(Season season) => season switch
    {
        Season.Peak => "vendor=30m+10m+24h,venue=2h+1h+7d,guest=5m+2m+2h",
        Season.Preseason => "vendor=1h+10m+24h,venue=4h+1h+7d",
        _ => "*=4h+1h+3d,vendor=6h+1h+3d,venue=1d+6h+7d",
    };
}
