namespace WedSync.CacheService.Overload;

/// <summary>What a request is about to use.</summary>
internal enum Lane
{
    /// <summary>A read of Redis.</summary>
    Read,

    /// <summary>A change in Redis.</summary>
    Write,

    /// <summary>A lookup that may wait for somebody else's computation.</summary>
    Wait,
}

/// <summary>
/// Bounds what is under way, so that work that is begun also ends in time. A request over the bound is turned away at once: its
/// refusal costs less than its answer, and the queue it would have joined would make everybody late. Hits in memory need no place:
/// they are cheaper than a refusal.
/// </summary>
internal sealed class Admission(int maxReads)
{
    private const int WaitersPerRead = 16;

    private readonly int[] _limits = [maxReads, Math.Max(1, maxReads / 2), maxReads * WaitersPerRead];
    private readonly int[] _used = new int[3];

    public int Used(Lane lane) => Volatile.Read(ref _used[(int)lane]);

    /// <summary>False = turn the request away. After true, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(Lane lane)
    {
        if (Interlocked.Increment(ref _used[(int)lane]) <= _limits[(int)lane]) return true;
        Interlocked.Decrement(ref _used[(int)lane]);
        return false;
    }

    public void Leave(Lane lane) => Interlocked.Decrement(ref _used[(int)lane]);
}
