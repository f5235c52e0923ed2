using WedSync.Drills.Erasure;
using WedSync.Drills.Partition;
using WedSync.Drills.PrimaryKill;
using WedSync.Drills.RegionLoss;
using WedSync.Drills.Restore;
using WedSync.Drills.TrafficSpike;

namespace WedSync.Drills;

/// <summary>The drills there are.</summary>
public static class DrillCatalogue
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<IDrill> All { get; } =
    [
        new PrimaryKillDrill(), new TrafficSpikeDrill(), new RegionLossDrill(), new PartitionDrill(), new RestoreDrill(), new EraseDrill(),
    ];

    /// <summary>A drill by name.</summary>
    /// <exception cref="DrillException">There is none of that name.</exception>
    public static IDrill Find(string name) => All.FirstOrDefault(d => d.Name == name)
        ?? throw new DrillException($"drill '{name}': unknown; allowed: {string.Join(", ", All.Select(d => d.Name))}.");
}
