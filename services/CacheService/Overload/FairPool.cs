using System.Runtime.InteropServices;

namespace WedSync.CacheService.Overload;

/// <summary>
/// Something limited (places, bytes) that several parties take from. A party may hold as long as that is at most
/// <c>generosity</c> times what is still free: the dynamic thresholds of Choudhury and Hahne (1998), which need no list of who is
/// active. One alone gets generosity / (generosity + 1) of it all and never the rest, so whoever comes next finds room however hard
/// the first one presses; those who press at once end with equal shares, as what they hold comes back.
/// </summary>
internal sealed class FairPool
{
    private readonly long _total;
    private readonly int _generosity;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private long _used;

    /// <param name="forOne">What one party alone may hold.</param>
    /// <param name="generosity">How many times the free rest a party may hold, 1 or more.</param>
    public FairPool(long forOne, int generosity)
    {
        (ForOne, _generosity) = (forOne, generosity);
        // Rounded up, so that the rest is never nothing.
        _total = forOne + ((forOne + generosity - 1) / generosity);
    }

    public long ForOne { get; }

    public long Used => Volatile.Read(ref _used);

    /// <summary>False = nothing was taken. After true, <see cref="Give"/> must follow.</summary>
    public bool TryTake(string party, long amount)
    {
        lock (_lock)
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_held, party, out var isKnown);
            var free = _total - _used - amount;
            // What is free before this, for a single unit: the last one may be taken.
            if (held + amount > ForOne || free < 0 || held + amount - 1 >= _generosity * (free + 1))
            {
                if (!isKnown) _held.Remove(party);
                return false;
            }

            held += amount;
            _used += amount;
            return true;
        }
    }

    public void Give(string party, long amount)
    {
        lock (_lock)
        {
            _used -= amount;
            ref var held = ref CollectionsMarshal.GetValueRefOrNullRef(_held, party);
            held -= amount;
            if (held == 0) _held.Remove(party);
        }
    }
}
