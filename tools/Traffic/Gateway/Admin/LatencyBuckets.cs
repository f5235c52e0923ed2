namespace WedSync.Gateway.Admin;

/// <summary>Durations in buckets that grow by a tenth, from 0.1 ms to over 100 s; a quantile is off by at most that much. Thread-safe.</summary>
internal sealed class LatencyBuckets
{
    private const double First = 0.1;
    private const double Growth = 1.1;
    private const int Count = 150;

    private readonly long[] _counts = new long[Count];

    public void Add(TimeSpan duration)
    {
        var steps = Math.Log(Math.Max(duration.TotalMilliseconds, First) / First) / Math.Log(Growth);
        Interlocked.Increment(ref _counts[Math.Clamp((int)Math.Ceiling(steps - 1e-9), 0, Count - 1)]);
    }

    /// <summary>Upper bound of the bucket that holds the quantile, in milliseconds; null while nothing was added.</summary>
    public double? Quantile(double quantile)
    {
        var total = _counts.Sum();
        if (total == 0) return null;
        var rank = (long)Math.Ceiling(quantile * total);
        for (var index = 0; index < Count; index++)
        {
            rank -= _counts[index];
            if (rank <= 0) return First * Math.Pow(Growth, index);
        }

        return First * Math.Pow(Growth, Count - 1);
    }
}
