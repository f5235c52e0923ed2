using System.Text.Json;
using System.Text.Json.Serialization;
using StackExchange.Redis;

namespace WedSync.Core.Redis;

/// <summary>What one region has erased of a data subject.</summary>
/// <param name="Region">The region.</param>
/// <param name="Erased">How many entries it held.</param>
/// <param name="At">When it was done.</param>
public sealed record RegionErasure(string Region, int Erased, DateTimeOffset At);

/// <summary>An erasure in all regions.</summary>
public sealed record Erasure
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant that the subject belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>From <see cref="Keyspace.SubjectId"/>: what a caller sent is never stored.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The region that took the request.</summary>
    public required string RequestedIn { get; init; }

    /// <summary>When it took it.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Regions that have erased, the requesting one first.</summary>
    public IReadOnlyList<RegionErasure> Done { get; init; } = [];

    /// <summary>The signed receipt as JSON; null while a region is missing.</summary>
    public string? Receipt { get; init; }
}

/// <summary>
/// Erasures that a region has taken, until every region has done them and after. The cache service adds them, the sync workers carry
/// them to the other regions.
/// </summary>
public sealed class ErasureLedger(RedisCluster redis)
{
    private const string Key = "c:erasures";

    /// <summary>Adds or replaces one.</summary>
    public Task SaveAsync(Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return redis.Database.HashSetAsync(Key, erasure.Id, JsonSerializer.Serialize(erasure, ErasureJson.Default.Erasure));
    }

    /// <summary>One of them; null when there is none of that name.</summary>
    public async Task<Erasure?> FindAsync(string id) => Read(await redis.Database.HashGetAsync(Key, id));

    /// <summary>Those without a receipt.</summary>
    public async Task<IReadOnlyList<Erasure>> PendingAsync() =>
        [.. (await redis.Database.HashValuesAsync(Key)).Select(Read).OfType<Erasure>().Where(erasure => erasure.Receipt is null)];

    private static Erasure? Read(RedisValue value) =>
        value.IsNull ? null : JsonSerializer.Deserialize((string)value!, ErasureJson.Default.Erasure);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Erasure))]
internal sealed partial class ErasureJson : JsonSerializerContext;
