using System.Text.Json.Serialization;

namespace WedSync.SyncWorker.Hosting;

/// <summary>What <c>/status</c> answers.</summary>
internal sealed record WorkerStatus(
    string Region, string Residency, string Worker, int OwnedPartitions, IReadOnlyList<PeerStatus> Peers, IReadOnlyList<string> Readers);

/// <summary>One peer in <see cref="WorkerStatus"/>.</summary>
internal sealed record PeerStatus(
    string Region, bool Connected, double LagSeconds, long LagKeys, long Applied, long Conflicts, long Quarantined, long DivergenceFound,
    long ResurrectionsRemoved, int CurrentPartitions, int WaitingPartitions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
