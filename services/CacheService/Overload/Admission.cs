namespace WedSync.CacheService.Overload;

/// <summary>What a request is about to use.</summary>
internal enum Lane
{
    /// <summary>A read of Redis.</summary>
    Read,

    /// <summary>A change in Redis.</summary>
    Write,

    /// <summary>What only waits: for somebody else's computation, for another region to confirm a write, or for a client to read.</summary>
    Wait,
}

/// <summary>Why a request was turned away, as the metric's label.</summary>
internal static class ShedReasons
{
    /// <summary>The pod holds too many bytes of bodies.</summary>
    public const string Bodies = "bodies";

    private static readonly string[] Lanes = [.. Enum.GetNames<Lane>().Select(name => name.ToLowerInvariant())];

    /// <summary>The lane is full.</summary>
    public static string Of(Lane lane) => Lanes[(int)lane];
}

/// <summary>
/// Bounds what is under way, so that work that is begun also ends in time. A request over the bound is turned away at once: its
/// refusal costs less than its answer, and the queue it would have joined would make everybody late. One tenant alone may use the
/// whole bound; a quarter more is there for the others, so that nobody can keep them out. Hits in memory need no place: they are
/// cheaper than a refusal.
/// </summary>
internal sealed class Admission(int maxReads)
{
    private const int WaitersPerRead = 16;
    private const int Generosity = 4;

    private readonly FairPool[] _lanes =
    [
        new(maxReads, Generosity), new(Math.Max(1, maxReads / 2), Generosity), new((long)maxReads * WaitersPerRead, Generosity),
    ];

    public long Used(Lane lane) => _lanes[(int)lane].Used;

    /// <summary>False = turn the request away. After true, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(Lane lane, string tenant) => _lanes[(int)lane].TryTake(tenant, 1);

    public void Leave(Lane lane, string tenant) => _lanes[(int)lane].Give(tenant, 1);
}

/// <summary>A request's place; the one who let it in gives it back.</summary>
internal sealed class Place(Admission admission, Lane lane, string tenant)
{
    private Lane? _lane = lane;

    /// <summary>Goes on in another lane, so that who waits takes nobody's place who works. False when that lane is full: it stays where it was.</summary>
    public bool TryMove(Lane to)
    {
        if (_lane == to) return true;
        if (!admission.TryEnter(to, tenant)) return false;
        Leave();
        _lane = to;
        return true;
    }

    public void Leave()
    {
        if (_lane is { } held) admission.Leave(held, tenant);
        _lane = null;
    }
}
