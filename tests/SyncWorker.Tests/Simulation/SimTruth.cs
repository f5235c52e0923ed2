using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Tests.Histories;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What must hold of the members' stores when all has come to rest.</summary>
internal sealed class SimTruth(SimWorld world)
{
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
        foreach (var id in world.History.Ids) world.History.CheckFinal(id, Convergence.Latest(Holdings(id)), world.IsPlain);
    }

    private List<Holding> Holdings(string id) => [.. world.Joined.Select(region => new Holding(region.Member, Held(region, id)))];

    private Item? Held(SimRegion region, string id) =>
        region.Store[world.PartitionOf(id)].Entries.TryGetValue(id, out var entry) ? entry.Item : null;
}
