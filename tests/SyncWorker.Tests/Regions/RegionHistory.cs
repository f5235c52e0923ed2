using System.Collections.Concurrent;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>
/// What was written in real regions and what was promised of it. The promises are those that the simulation checks: all regions end up
/// alike, no write acknowledged as replicated is lost, nothing deleted returns, nothing stands that nobody wrote.
/// </summary>
internal sealed class RegionHistory
{
    private const int Parallelism = 32;

    private readonly ConcurrentDictionary<string, ConcurrentBag<Write>> _writes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Version> _promised = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Version> _dropped = new(StringComparer.Ordinal);
    private int _promises;

    public ICollection<string> Ids => _attempts.Keys;

    /// <summary>Writes that were acknowledged as replicated.</summary>
    public int Promises => Volatile.Read(ref _promises);

    /// <summary>Writes to a record, or deletes it: that the write was sent is known before, what became of it after.</summary>
    public async Task<Version> WriteAsync(TestRegion region, string id, string body)
    {
        _attempts.GetOrAdd(id, static _ => []).Add(body);
        var write = body == TestRegion.Deleted ? await region.DeleteAsync(id) : await region.PutAsync(id, body);
        _writes.GetOrAdd(id, static _ => []).Add(new Write(body, write.Version));
        return write.Version;
    }

    /// <summary>The writer was told that a second region holds the write.</summary>
    public void Promised(string id, Version version)
    {
        Interlocked.Increment(ref _promises);
        _promised.AddOrUpdate(id, version, (_, known) => Version.Merge(known, version));
    }

    /// <summary>All regions held the tombstone, and have dropped it.</summary>
    public void Dropped(string id, Version version) => _dropped.AddOrUpdate(id, version, (_, known) => Version.Merge(known, version));

    /// <summary>Waits until all regions hold the same records, and checks the promises of each.</summary>
    public async Task CheckAsync(IReadOnlyList<TestRegion> regions, Func<string> explain)
    {
        await TestRegion.WaitAsync(async () => (await DifferencesAsync(regions)).Count == 0, explain);
        foreach (var page in Ids.Chunk(Parallelism))
        {
            var final = await Task.WhenAll(page.Select(regions[0].ReadAsync));
            for (var i = 0; i < page.Length; i++) Check(page[i], final[i]);
        }
    }

    /// <summary>Names of which two regions hold different versions. A tombstone and nothing are alike.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(IReadOnlyList<TestRegion> regions)
    {
        var differing = new List<string>();
        foreach (var page in Ids.Chunk(Parallelism))
        {
            var held = await Task.WhenAll(page.Select(async id =>
            {
                var versions = await Task.WhenAll(regions.Select(region => region.ReadAsync(id)));
                return versions.Select(found => found.Body == TestRegion.Deleted ? new Found(TestRegion.Nothing, default) : found).Distinct().Count() == 1;
            }));
            differing.AddRange(page.Where((_, i) => !held[i]));
        }

        return differing;
    }

    private void Check(string id, Found final)
    {
        var isGone = final.Body is TestRegion.Nothing or TestRegion.Deleted;
        if (!isGone) Assert.True(_attempts[id].Contains(final.Body), $"{id} is '{final.Body}', which nobody wrote");
        if (_promised.TryGetValue(id, out var promised))
        {
            var isKept = isGone
                ? _writes[id].Any(write => write.Body == TestRegion.Deleted && write.Version >= promised) || HasUnknownDelete(id)
                : final.Version >= promised;
            Assert.True(isKept, $"{id} is {final}, though {promised} was acknowledged as replicated");
        }

        if (!isGone && _dropped.TryGetValue(id, out var tombstone))
            Assert.True(final.Version > tombstone, $"{id} is {final} again, though all regions had its tombstone {tombstone}");
    }

    // A delete that was sent to a region that died, and was never answered.
    private bool HasUnknownDelete(string id) =>
        _attempts[id].Count(body => body == TestRegion.Deleted) > _writes[id].Count(write => write.Body == TestRegion.Deleted);

    private sealed record Write(string Body, Version Version);
}
