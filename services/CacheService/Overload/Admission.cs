namespace WedSync.CacheService.Overload;

/// <summary>What a request is about to use.</summary>
internal enum Lane
{
    /// <summary>A read of Redis.</summary>
    Read,

    /// <summary>A change in Redis.</summary>
    Write,

    /// <summary>What only waits: for somebody else's computation, or for another region to confirm a write.</summary>
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

/// <summary>A request's place; the one who let it in gives it back.</summary>
internal sealed class Place(Admission admission, Lane lane)
{
    private Lane _lane = lane;

    /// <summary>Goes on in another lane, so that who waits takes nobody's place who works. False when that lane is full: it stays where it was.</summary>
    public bool TryMove(Lane to)
    {
        if (!admission.TryEnter(to)) return false;
        admission.Leave(_lane);
        _lane = to;
        return true;
    }

    public void Leave() => admission.Leave(_lane);
}
