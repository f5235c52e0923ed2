using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.CacheService.Caching;

/// <summary>Why, since when and by whom a region is drained.</summary>
internal sealed record Drain
{
    public required string Reason { get; init; }

    /// <summary>Null for a drain by an earlier version, which noted the reason alone.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? By { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, DrainJson.Default.Drain);

    /// <summary>Null = the region is not drained. Whatever else is stored drains it.</summary>
    public static Drain? Parse(string? stored)
    {
        if (stored is null) return null;
        try
        {
            return JsonSerializer.Deserialize(stored, DrainJson.Default.Drain) ?? new Drain { Reason = stored };
        }
        catch (JsonException)
        {
            return new Drain { Reason = stored };
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Drain))]
internal sealed partial class DrainJson : JsonSerializerContext;
