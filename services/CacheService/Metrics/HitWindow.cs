namespace WedSync.CacheService.Metrics;

/// <summary>Hits and reads of the last minute, in sixty slots of a second.</summary>
internal sealed class HitWindow(TimeProvider time)
{
    private const int Slots = 61;

    private readonly long[] _hits = new long[Slots];
    private readonly long[] _misses = new long[Slots];
    private readonly long[] _seconds = new long[Slots];

    public void Hit() => Interlocked.Increment(ref _hits[Slot()]);

    public void Miss() => Interlocked.Increment(ref _misses[Slot()]);

    public (long Hits, long Reads) LastMinute()
    {
        var now = Second();
        var (hits, misses) = (0L, 0L);
        for (var i = 0; i < Slots; i++)
        {
            if (now - Volatile.Read(ref _seconds[i]) >= 60) continue;
            hits += Volatile.Read(ref _hits[i]);
            misses += Volatile.Read(ref _misses[i]);
        }

        return (hits, hits + misses);
    }

    private long Second() => time.GetTimestamp() / time.TimestampFrequency;

    private int Slot()
    {
        var second = Second();
        var slot = (int)(second % Slots);
        var known = Volatile.Read(ref _seconds[slot]);
        if (known != second && Interlocked.CompareExchange(ref _seconds[slot], second, known) == known)
        {
            Volatile.Write(ref _hits[slot], 0);
            Volatile.Write(ref _misses[slot], 0);
        }

        return slot;
    }
}
