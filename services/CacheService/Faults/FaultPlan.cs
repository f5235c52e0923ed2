using System.Globalization;
using WedSync.Contracts.Quantities;

namespace WedSync.CacheService.Faults;

/// <summary>Which faults to make of the API's answers; the default makes none.</summary>
/// <param name="Errors">Share of the answers that fail with 500 or 503, 0 to 1.</param>
/// <param name="Latency">How long answers are held back.</param>
/// <param name="Slow">Share of the answers that are held back, 0 to 1.</param>
internal readonly record struct FaultPlan(double Errors, TimeSpan Latency, double Slow)
{
    public const string Allowed = "errors=<share>, latency=<duration up to 30s>, slow=<share that latency applies to>, separated by commas; shares from 0 to 1";

    private static readonly TimeSpan MaxLatency = TimeSpan.FromSeconds(30);

    public bool IsActive => Errors > 0 || (Latency > TimeSpan.Zero && Slow > 0);

    /// <summary>False with the first bad item.</summary>
    public static bool TryParse(string text, out FaultPlan plan, out string bad)
    {
        plan = new FaultPlan(0, TimeSpan.Zero, 1);
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (name, value) = item.Split('=') is [var left, var right] ? (left, right) : ("", "");
            switch (name)
            {
                case "errors" when TryParseShare(value, out var errors):
                    plan = plan with { Errors = errors };
                    break;
                case "slow" when TryParseShare(value, out var slow):
                    plan = plan with { Slow = slow };
                    break;
                case "latency" when Durations.TryParse(value, out var latency) && latency <= MaxLatency:
                    plan = plan with { Latency = latency };
                    break;
                default:
                    (plan, bad) = (default, item);
                    return false;
            }
        }

        bad = "";
        return true;
    }

    private static bool TryParseShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;
}
