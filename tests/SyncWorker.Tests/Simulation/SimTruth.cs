using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Tests.Histories;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What must hold of several regions' stores together, which none of them sees.</summary>
internal sealed class SimTruth(SimWorld world)
{
    // What a region said before it lost its data may still be under way for so long.
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(20);

    /// <summary>Who acknowledged up to a stamp has all deletions up to there, safe from a failover: where it had them not, they would return.</summary>
    public void Acknowledged(SimRegion source, int partition, SimRegion reader, Stamp to)
    {
        if (reader.Store.LifeLasted < LongestWay) return;
        var held = reader.Store.Settled(partition);
        foreach (var entry in source.Store[partition].Entries.Values)
        {
            var item = entry.Item;
            if (!item.IsTombstone || item.Version.Origin != source.Member.Region || item.Version.Stamp > to) continue;
            if (!world.Policy.MayHold(item.Residency, reader.Member) || held.Floors.GetValueOrDefault(source.Member.Region) >= item.Version.Stamp) continue;
            if (held.LatestHeld(item.Id) is not { } found || found.CompareTo(item) < 0)
                world.History.Break($"{reader.Member.Region} acknowledged {item}, a deletion that it does not have");
        }
    }

    /// <summary>A record that the members do not agree on.</summary>
    public string? Difference() =>
        world.History.Ids.Select(id => Convergence.Difference(id, Holdings(id), world.Policy)).FirstOrDefault(difference => difference is not null);

    /// <summary>A tombstone, or a record that stands for one, that is still there.</summary>
    public string? Tombstone()
    {
        foreach (var region in world.Joined)
        {
            foreach (var id in world.History.Ids)
            {
                if (Held(region, id) is { } item && (item.IsTombstone || item.IsExposed)) return $"{item} in {region.Member.Region}";
            }
        }

        return null;
    }

    public void Check()
    {
        foreach (var id in world.History.Ids) world.History.CheckFinal(id, Convergence.Latest(Holdings(id)));
    }

    private List<Holding> Holdings(string id) => [.. world.Joined.Select(region => new Holding(region.Member, Held(region, id), Evicted(region, id)))];

    // With two regions, or where nothing can have been lost, a region lacks only what it evicted itself. With more, it may take for evicted what it
    // lost and a third one told the other only later.
    private Item? Evicted(SimRegion region, string id)
    {
        if (!region.Store.HasEvicted) return null;
        if (!world.IsPlain && world.Regions.Count > 2) return new Item(id, new(new Stamp(Stamp.MaxValue), ""), 0, EntryTraits.None, "");
        return region.Store[world.PartitionOf(id)].Evicted.TryGetValue(id, out var item) ? item : null;
    }

    private Item? Held(SimRegion region, string id) =>
        region.Store[world.PartitionOf(id)].Entries.TryGetValue(id, out var entry) ? entry.Item : null;
}
