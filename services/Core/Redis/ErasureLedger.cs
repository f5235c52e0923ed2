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
/// Erasures that a region has taken. The cache service adds them, the sync workers carry them to the other regions; one that every region
/// has done is kept, with its receipt, for <see cref="ReceiptLifetime"/>.
/// </summary>
public sealed class ErasureLedger(RedisCluster redis)
{
    /// <summary>As long as heads of audit chains: 400 days.</summary>
    public static readonly TimeSpan ReceiptLifetime = TimeSpan.FromDays(400);

    private const string PendingKey = "c:erasures";

    // Apart from what is to be done, which is read every few seconds.
    private const string DoneKey = "c:erasures-done";
    private const int PageSize = 500;

    /// <summary>Adds or replaces one.</summary>
    public async Task SaveAsync(Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        var text = JsonSerializer.Serialize(erasure, ErasureJson.Default.Erasure);
        await redis.Database.HashSetAsync(erasure.Receipt is null ? PendingKey : DoneKey, erasure.Id, text);
        if (erasure.Receipt is not null) await redis.Database.HashDeleteAsync(PendingKey, erasure.Id);
    }

    /// <summary>One of them; null when there is none of that name. A subject that is erased again is not done.</summary>
    public async Task<Erasure?> FindAsync(string id) =>
        Read(await redis.Database.HashGetAsync(PendingKey, id)) ?? Read(await redis.Database.HashGetAsync(DoneKey, id));

    /// <summary>Those without a receipt.</summary>
    public async Task<IReadOnlyList<Erasure>> PendingAsync()
    {
        var all = (await redis.Database.HashValuesAsync(PendingKey)).Select(Read).OfType<Erasure>().ToLookup(erasure => erasure.Receipt is null);
        // Former builds left them where they were.
        foreach (var done in all[false]) await SaveAsync(done);
        return [.. all[true]];
    }

    /// <summary>Forgets erasures that were done before a moment. Returns how many.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before)
    {
        var forgotten = 0;
        await foreach (var field in redis.Database.HashScanAsync(DoneKey, pageSize: PageSize))
        {
            if (Read(field.Value) is not { } erasure || erasure.Done.Select(done => done.At).DefaultIfEmpty(erasure.RequestedAt).Max() >= before) continue;
            if (await redis.Database.HashDeleteAsync(DoneKey, field.Name)) forgotten++;
        }

        return forgotten;
    }

    private static Erasure? Read(RedisValue value) =>
        value.IsNull ? null : JsonSerializer.Deserialize((string)value!, ErasureJson.Default.Erasure);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Erasure))]
internal sealed partial class ErasureJson : JsonSerializerContext;
