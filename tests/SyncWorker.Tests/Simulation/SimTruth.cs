using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What must hold of the members' stores when all has come to rest.</summary>
internal sealed class SimTruth(SimWorld world)
{
    /// <summary>A record that the members do not agree on: each has the latest version, or nothing where it may not be.</summary>
    public string? Difference()
    {
        foreach (var id in world.History.Ids)
        {
            var latest = Latest(id);
            foreach (var region in world.Joined)
            {
                var expected = latest is { IsTombstone: false } living && world.Policy.MayHold(living.Residency, region.Member) ? latest : null;
                // Regions drop a tombstone one after the other: to have it is the same as to have nothing.
                var actual = Held(region, id) is { IsTombstone: false } held ? held : (Item?)null;
                if (expected?.Version != actual?.Version || expected?.WriteId != actual?.WriteId)
                    return $"{id} in {region.Member.Region} is {actual?.ToString() ?? "none"} instead of {expected?.ToString() ?? "none"}";
            }
        }

        return null;
    }

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
        foreach (var id in world.History.Ids) world.History.CheckFinal(id, Latest(id), world.IsPlain);
    }

    private Item? Latest(string id)
    {
        Item? latest = null;
        foreach (var region in world.Joined)
        {
            if (Held(region, id) is { } item && (latest is not { } known || item.CompareTo(known) > 0)) latest = item;
        }

        return latest;
    }

    private Item? Held(SimRegion region, string id) =>
        region.Store[world.PartitionOf(id)].Entries.TryGetValue(id, out var entry) ? entry.Item : null;
}
