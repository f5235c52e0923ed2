using BitFaster.Caching;
using BitFaster.Caching.Lfu;
using BitFaster.Caching.Scheduler;

namespace WedSync.CacheService.Caching;

/// <summary>
/// The pod's own memory, bounded in bytes. W-TinyLFU (BitFaster) keeps what is asked for often, so that one pass over many cold keys
/// does not empty it. The library counts entries; this adds the bytes and trims its coldest entries while there are too many.
/// </summary>
internal sealed class MemoryTier
{
    // The library needs a number of entries: as many as fit when they are as small as answers get in practice.
    private const int SmallestTypicalEntry = 1024;
    private const int TrimStep = 8;

    private readonly ICache<string, CachedEntry> _cache;
    private readonly long _maxBytes;
    private readonly Lock _trimming = new();
    private long _bytes;

    /// <param name="maxBytes">0 = keeps nothing.</param>
    /// <param name="scheduler">Runs the library's upkeep; null = in the background.</param>
    public MemoryTier(long maxBytes, IScheduler? scheduler = null)
    {
        _maxBytes = maxBytes;
        var builder = new ConcurrentLfuBuilder<string, CachedEntry>()
            .WithCapacity((int)Math.Clamp(maxBytes / SmallestTypicalEntry, 16, 4_000_000))
            .WithKeyComparer(StringComparer.Ordinal)
            .WithEvents();
        _cache = (scheduler is null ? builder : builder.WithScheduler(scheduler)).Build();
        var events = _cache.Events.Value ?? throw new NotSupportedException("The cache reports no evictions.");
        events.ItemRemoved += (_, removed) => Interlocked.Add(ref _bytes, -removed.Value!.Size);
        events.ItemUpdated += (_, updated) => Interlocked.Add(ref _bytes, updated.NewValue!.Size - updated.OldValue!.Size);
    }

    public long Bytes => Volatile.Read(ref _bytes);

    public int Count => _cache.Count;

    public bool TryGet(string id, out CachedEntry? entry) => _cache.TryGet(id, out entry);

    public void Remove(string id) => _cache.TryRemove(id);

    /// <summary>Keeps an entry, unless it alone is more than a sixteenth of the memory.</summary>
    public void Put(CachedEntry entry)
    {
        if (entry.Size * 16 > _maxBytes) return;
        var added = false;
        _cache.GetOrAdd(
            entry.Id,
            _ =>
            {
                added = true;
                return entry;
            });
        if (added) Interlocked.Add(ref _bytes, entry.Size);
        else _cache.AddOrUpdate(entry.Id, entry);
        if (Bytes > _maxBytes) Trim();
    }

    private void Trim()
    {
        if (!_trimming.TryEnter()) return;
        try
        {
            while (Bytes > _maxBytes && _cache.Count > 0) _cache.Policy.Eviction.Value!.Trim(TrimStep);
        }
        finally
        {
            _trimming.Exit();
        }
    }
}
