using System.Collections.Concurrent;

namespace WedSync.CacheService.Caching;

/// <summary>
/// Until when a pod may trust what it has heard. A beat carries its primary's clock reading; what the pod knows of that clock says when,
/// on its own clock, the beat was made at the earliest. All changes of a primary up to its last beat have been heard, because a
/// channel keeps their order: so memory may be served for a fixed time after the oldest of the primaries' last beats. A feed that is
/// silent, frozen, slow or delivers what has long lain in a buffer stops the trust by itself, without anybody noticing it.
/// </summary>
/// <param name="trust">How long after a beat memory may be served.</param>
/// <param name="frequency">Ticks of the pod's clock in a second.</param>
internal sealed class FeedLease(TimeSpan trust, long frequency)
{
    private readonly long _trust = (long)(trust.TotalSeconds * frequency);
    private readonly ConcurrentDictionary<string, Primary> _primaries = new(StringComparer.Ordinal);

    /// <summary>Learns a primary's clock from a question and its answer.</summary>
    /// <param name="primary">The primary.</param>
    /// <param name="askedAt">On the pod's clock, before the question was sent: the answer was made then or later.</param>
    /// <param name="microseconds">The primary's clock in the answer.</param>
    public void Learn(string primary, long askedAt, long microseconds) =>
        // The newest answer counts, even where an older one was closer: clocks are set now and then.
        Volatile.Write(ref Of(primary).Offset, askedAt - Ticks(microseconds));

    /// <summary>Takes a beat; true when the primary's clock is known.</summary>
    public void Beat(string primary, long microseconds)
    {
        var known = Of(primary);
        var offset = Volatile.Read(ref known.Offset);
        if (offset == long.MinValue) return;
        var at = Ticks(microseconds) + offset;
        if (at > Volatile.Read(ref known.LastBeat)) Volatile.Write(ref known.LastBeat, at);
    }

    /// <summary>When the primary made its last beat, on the pod's clock; <see cref="long.MinValue"/> = none was heard.</summary>
    public long LastBeat(string primary) => Volatile.Read(ref Of(primary).LastBeat);

    /// <summary>The end of the trust: the oldest of the primaries' last beats and the fixed time; no primary, no trust.</summary>
    public long TrustedUntil(IReadOnlyCollection<string> primaries)
    {
        var oldest = OldestBeat(primaries);
        return oldest == long.MinValue ? long.MinValue : oldest + _trust;
    }

    /// <summary>The oldest of the primaries' last beats.</summary>
    public long OldestBeat(IReadOnlyCollection<string> primaries) =>
        primaries.Count == 0 ? long.MinValue : primaries.Min(LastBeat);

    private long Ticks(long microseconds) => (long)((Int128)microseconds * frequency / 1_000_000);

    private Primary Of(string primary) => _primaries.GetOrAdd(primary, static _ => new Primary());

    private sealed class Primary
    {
        public long Offset = long.MinValue;
        public long LastBeat = long.MinValue;
    }
}
