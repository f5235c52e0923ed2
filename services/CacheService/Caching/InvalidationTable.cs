using System.Collections.Concurrent;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>The region's lasting records as this pod knows them: invalidations of tags and data subjects, and revoked tokens.</summary>
internal sealed class InvalidationTable
{
    private readonly ConcurrentDictionary<string, long> _stamps = new(StringComparer.Ordinal);
    private long _version;
    private long _latest;

    /// <summary>Grows with every record that is new.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The newest record known.</summary>
    public Stamp Latest => new(Volatile.Read(ref _latest));

    /// <summary>How many records are known.</summary>
    public int Count => _stamps.Count;

    /// <summary>When the record was written; 0 = never.</summary>
    public long StampOf(string id) => _stamps.TryGetValue(id, out var stamp) ? stamp : 0;

    /// <summary>The newest invalidation of any of the names.</summary>
    public Stamp FloorOf(IEnumerable<string> ids) => new(ids.Select(StampOf).DefaultIfEmpty().Max());

    /// <summary>How many records' names begin so.</summary>
    public int CountOf(string prefix) => _stamps.Count(item => item.Key.StartsWith(prefix, StringComparison.Ordinal));

    public void Add(string id, Stamp stamp)
    {
        if (InvalidationId.IsAuditHead(id)) return;
        var name = InvalidationId.Canonical(id);
        if (StampOf(name) >= stamp.Value) return;
        _stamps.AddOrUpdate(name, stamp.Value, (_, known) => Math.Max(known, stamp.Value));
        InterlockedMax(ref _latest, stamp.Value);
        Interlocked.Increment(ref _version);
    }

    /// <summary>
    /// Takes over all records of the region and forgets what is over: older than any entry lives, and not among the region's any more, since
    /// the record of a token with a long life is kept as long as it. What the region has merely lost stays.
    /// </summary>
    public void Load(IReadOnlyCollection<(string Id, Stamp Stamp)> records, DateTimeOffset now)
    {
        foreach (var (id, stamp) in records) Add(id, stamp);
        var oldest = Stamp.From(now - InvalidationStore.Lifetime).Value;
        var standing = records.Select(record => InvalidationId.Canonical(record.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var known in _stamps.Where(known => known.Value < oldest && !standing.Contains(known.Key))) _stamps.TryRemove(known);
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
