namespace WedSync.Core.Stamps;

/// <summary>
/// A partition's clock as the Redis functions keep it, for code that works without Redis (simulations, tests): strictly
/// increasing, raised by what arrives, and deaf to stamps beyond the skew limit. Not thread-safe, as a partition is not.
/// </summary>
public sealed class HybridClock(TimeProvider time, TimeSpan? skewLimit = null)
{
    /// <summary>How far ahead of this clock an incoming stamp may be: one bad clock must not win for ever.</summary>
    public static readonly TimeSpan DefaultSkewLimit = TimeSpan.FromSeconds(2);

    private readonly long _skewTicks =
        (long)(skewLimit ?? DefaultSkewLimit).TotalMilliseconds * Stamp.TicksPerMillisecond;

    /// <summary>The last stamp handed out or taken over.</summary>
    public Stamp Last { get; private set; }

    /// <summary>The next stamp: now, or one more than the last.</summary>
    /// <param name="floor">The stamp is later than this one too.</param>
    public Stamp Next(Stamp floor = default)
    {
        var now = Stamp.From(time.GetUtcNow());
        Last = new Stamp(Math.Max(now.Value, Math.Max(Last.Value, floor.Value) + 1));
        return Last;
    }

    /// <summary>Takes over an incoming stamp. False, and nothing changes, when it is ahead by more than the skew limit.</summary>
    public bool TryReceive(Stamp incoming)
    {
        if (incoming.Value > Stamp.From(time.GetUtcNow()).Value + _skewTicks) return false;
        if (incoming > Last) Last = incoming;
        return true;
    }
}
