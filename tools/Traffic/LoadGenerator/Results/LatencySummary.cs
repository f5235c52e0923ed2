using HdrHistogram;

namespace WedSync.LoadGenerator.Results;

/// <summary>Latencies in milliseconds, from the intended time of sending.</summary>
/// <param name="Count">Requests.</param>
public sealed record LatencySummary(long Count, double P50, double P90, double P99, double P999, double Max)
{
    private const double MicrosecondsAMillisecond = 1000;

    /// <summary>Of a histogram of microseconds.</summary>
    public static LatencySummary Of(HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        double At(double percentile) => histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / MicrosecondsAMillisecond;
        return new LatencySummary(histogram.TotalCount, At(50), At(90), At(99), At(99.9), At(100));
    }
}
