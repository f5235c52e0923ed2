using System.Text.Json.Serialization;

namespace WedSync.SyncWorker.Hosting;

/// <summary>What <c>/status</c> answers.</summary>
internal sealed record WorkerStatus(
    string Region, string Residency, string Worker, int OwnedPartitions, int UnownedPartitions, IReadOnlyList<PeerStatus> Peers, IReadOnlyList<string> Readers);

/// <summary>One peer in <see cref="WorkerStatus"/>.</summary>
/// <param name="Region">The peer.</param>
/// <param name="Connected">Whether this worker reads from it.</param>
/// <param name="BehindSeconds">How far this region is behind it, as the peer says.</param>
/// <param name="LagSeconds">How far it is behind this region.</param>
/// <param name="LagKeys">Keys that it has not acknowledged.</param>
/// <param name="Applied">Changes taken from it.</param>
/// <param name="Conflicts">Its changes that lost a conflict.</param>
/// <param name="Quarantined">Its records that are held back.</param>
/// <param name="DivergenceFound">Records that comparisons found different.</param>
/// <param name="ResurrectionsRemoved">Deleted records taken out again.</param>
/// <param name="CurrentPartitions">Partitions whose changes come as they happen.</param>
/// <param name="WaitingPartitions">Partitions that wait for their comparison.</param>
internal sealed record PeerStatus(
    string Region, bool Connected, double BehindSeconds, double LagSeconds, long LagKeys, long Applied, long Conflicts, long Quarantined, long DivergenceFound,
    long ResurrectionsRemoved, int CurrentPartitions, int WaitingPartitions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
