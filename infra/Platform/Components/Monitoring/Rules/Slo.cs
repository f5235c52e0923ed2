namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>The promises that burn-rate alerts watch, over 30 days.</summary>
public static class Slo
{
    /// <summary>Share of requests that may fail: 99.99 % availability.</summary>
    public const string AvailabilityBudget = "0.0001";

    /// <summary>Share of cached answers that may take longer than <see cref="LatencyBucketSeconds"/>: 99 % are faster.</summary>
    public const string LatencyBudget = "0.01";

    /// <summary>Bound of the latency promise in seconds, a bucket of the services' histograms.</summary>
    public const string LatencyBucketSeconds = "0.1";

    /// <summary>
    /// Pairs of windows: a burn must hold over the long window (it matters) and the short one (it still goes on). Factor times
    /// long window over 30 days is the share of the budget that is gone when the alert fires: 2 %, 5 %, 10 %, 10 %.
    /// </summary>
    public static readonly IReadOnlyList<BurnWindow> Windows =
    [
        new("Fast", "1h", "5m", "14.4", "2m", AlertSeverity.Critical),
        new("Medium", "6h", "30m", "6", "15m", AlertSeverity.Critical),
        new("Slow", "1d", "2h", "3", "1h", AlertSeverity.Warning),
        new("Creeping", "3d", "6h", "1", "3h", AlertSeverity.Warning),
    ];

    /// <summary>Every range that a burn is measured over, short to long.</summary>
    public static readonly IReadOnlyList<string> Ranges = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
}

/// <summary>A pair of windows and the burn that it alerts on.</summary>
/// <param name="Speed">How fast the budget burns, part of the alert's name.</param>
/// <param name="LongRange">Window that shows that it matters.</param>
/// <param name="ShortRange">Window that shows that it goes on.</param>
/// <param name="Factor">Times the rate that would use the budget up in exactly 30 days.</param>
/// <param name="For">How long both must hold.</param>
/// <param name="Severity">How soon someone must act.</param>
public sealed record BurnWindow(string Speed, string LongRange, string ShortRange, string Factor, string For, AlertSeverity Severity);
