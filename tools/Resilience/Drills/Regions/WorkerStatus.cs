using System.Text.Json.Serialization;

namespace WedSync.Drills.Regions;

/// <summary>What a sync worker says of itself at <c>/status</c>; what drills do not ask for is left out.</summary>
/// <param name="Region">Its region.</param>
/// <param name="OwnedPartitions">Partitions that it works on.</param>
/// <param name="Peers">The other regions.</param>
internal sealed record WorkerStatus(string Region, int OwnedPartitions, IReadOnlyList<PeerStatus> Peers);

/// <summary>A peer of a sync worker.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Connected">Whether it is read from.</param>
/// <param name="Conflicts">Its changes that lost a conflict.</param>
/// <param name="Quarantined">Its entries that are held back now.</param>
/// <param name="DivergenceFound">Records that comparisons found different.</param>
/// <param name="ResurrectionsRemoved">Deleted records that were taken out again.</param>
/// <param name="CurrentPartitions">Partitions whose changes come as they happen.</param>
/// <param name="WaitingPartitions">Partitions that wait for their comparison.</param>
internal sealed record PeerStatus(
    string Region, bool Connected, long Conflicts, long Quarantined, long DivergenceFound, long ResurrectionsRemoved, int CurrentPartitions, int WaitingPartitions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerStatus))]
internal sealed partial class WorkerStatusJson : JsonSerializerContext;
