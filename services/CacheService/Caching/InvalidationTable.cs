using System.Collections.Concurrent;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>The region's invalidations of tags and data subjects, as this pod knows them.</summary>
internal sealed class InvalidationTable
{
    private readonly ConcurrentDictionary<string, long> _stamps = new(StringComparer.Ordinal);
    private long _version;
    private long _latest;

    /// <summary>Grows with every change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The newest invalidation known.</summary>
    public Stamp Latest => new(Volatile.Read(ref _latest));

    /// <summary>When the record was written; 0 = never.</summary>
    public long StampOf(string id) => _stamps.TryGetValue(id, out var stamp) ? stamp : 0;

    /// <summary>The newest invalidation of any of the names.</summary>
    public Stamp FloorOf(IEnumerable<string> ids) => new(ids.Select(StampOf).DefaultIfEmpty().Max());

    public void Add(string id, Stamp stamp)
    {
        _stamps.AddOrUpdate(id, stamp.Value, (_, known) => Math.Max(known, stamp.Value));
        InterlockedMax(ref _latest, stamp.Value);
        Interlocked.Increment(ref _version);
    }

    private static void InterlockedMax(ref long location, long value)
    {
        var known = Volatile.Read(ref location);
        while (known < value)
        {
            var seen = Interlocked.CompareExchange(ref location, value, known);
            if (seen == known) return;
            known = seen;
        }
    }
}
