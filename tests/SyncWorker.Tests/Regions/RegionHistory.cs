using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Tests.Histories;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Writes to real regions, notes what becomes of it, and has it checked as the simulation's worlds are.</summary>
internal sealed class RegionHistory
{
    private const int Parallelism = 32;

    private static readonly SyncPolicy Policy = new();

    private readonly WriteHistory _writes = new();
    private int _promises;

    /// <summary>Writes that were acknowledged as replicated.</summary>
    public int Promises => Volatile.Read(ref _promises);

    /// <summary>Nothing is done to the regions by which a write may be lost that was not promised.</summary>
    public bool IsPlain { get; init; }

    public Task<Item> PutAsync(TestRegion region, string id, string body, string residency = "") =>
        WriteAsync(region, TestRegion.PutRequest(id, body, residency));

    public Task<Item> DeleteAsync(TestRegion region, string id, string residency = "") =>
        WriteAsync(region, Tombstones.Request(id, Stamp.Zero, residency));

    /// <summary>The writer was told that a second region holds the write.</summary>
    public void Promised(Item item)
    {
        Interlocked.Increment(ref _promises);
        _writes.Promised(item);
    }

    /// <summary>All regions held the tombstone, and have dropped it.</summary>
    public void Dropped(Item item) => _writes.Dropped(item);

    /// <summary>Waits until all regions hold the same records, and checks the promises of each.</summary>
    public async Task CheckAsync(IReadOnlyList<TestRegion> regions, Func<string> explain)
    {
        string? difference = null;
        await TestRegion.WaitAsync(async () => (difference = await DifferenceAsync(regions)) is null, () => $"{difference}\n{explain()}");
        foreach (var page in _writes.Ids.Chunk(Parallelism))
        {
            foreach (var (id, holdings) in await Task.WhenAll(page.Select(id => ReadAsync(regions, id)))) Check(id, holdings);
        }

        Assert.True(_writes.Broken is null, _writes.Broken);
    }

    private void Check(string id, IReadOnlyList<Holding> holdings)
    {
        foreach (var (member, held, _) in holdings)
        {
            if (held is { } item) _writes.Told(member, id, item.Residency);
        }

        _writes.CheckFinal(id, Convergence.Latest(holdings), IsPlain);
    }

    private async Task<string?> DifferenceAsync(IReadOnlyList<TestRegion> regions)
    {
        foreach (var page in _writes.Ids.Chunk(Parallelism))
        {
            foreach (var (id, holdings) in await Task.WhenAll(page.Select(id => ReadAsync(regions, id))))
            {
                if (Convergence.Difference(id, holdings, Policy) is { } difference) return difference;
            }
        }

        return null;
    }

    private static async Task<(string Id, IReadOnlyList<Holding> Holdings)> ReadAsync(IReadOnlyList<TestRegion> regions, string id) =>
        (id, await Task.WhenAll(regions.Select(async region => new Holding(region.Member, await region.ReadAsync(id)))));

    // That the write was sent is known before, what became of it after.
    private async Task<Item> WriteAsync(TestRegion region, WriteRequest request)
    {
        var (partition, entry) = (Partitions.Of(request.Id), request.Entry);
        _writes.Named(region.Member, request.Id, entry.Residency);
        var sent = _writes.Send(region.Name, partition, new Item(request.Id, default, entry.WriteId, entry.Flags & EntryTraits.Tombstone, entry.Residency));
        var before = await region.LifeAsync(partition);
        var write = await region.Store.WriteAsync(request, CancellationToken.None);
        return _writes.Written(sent, write.Version, before == await region.LifeAsync(partition) ? before : null);
    }
}
