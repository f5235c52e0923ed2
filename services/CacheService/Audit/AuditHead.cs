using System.Text.Json.Serialization;

namespace WedSync.CacheService.Audit;

/// <summary>A line of a chain: the number, the hash and the time that it has.</summary>
internal sealed record ChainPoint(long Sequence, string Hash, DateTimeOffset At);

/// <summary>How far a chain has come, kept away from its files: a tail that is cut off them leaves no other trace.</summary>
internal sealed record AuditHead
{
    public required string Region { get; init; }

    public required string Pod { get; init; }

    /// <summary>The last line that was written.</summary>
    public required ChainPoint Head { get; init; }

    /// <summary>Where the chain had been when a process found less of it on its disk than that, the newest last.</summary>
    public IReadOnlyList<ChainPoint> Lost { get; init; } = [];
}

/// <summary>Heads in a file.</summary>
internal sealed record AuditHeadFile(IReadOnlyList<AuditHead> Heads);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AuditHead))]
[JsonSerializable(typeof(AuditHeadFile))]
internal sealed partial class AuditHeadJson : JsonSerializerContext;
