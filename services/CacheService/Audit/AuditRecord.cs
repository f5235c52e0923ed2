using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.CacheService.Audit;

/// <summary>One line of the audit log. Targets are names, never bodies; data subjects stand there by their hash.</summary>
internal sealed record AuditRecord
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Pod { get; init; }

    public required string Actor { get; init; }

    public required string Tenant { get; init; }

    public required string Action { get; init; }

    public required string Target { get; init; }

    public required string Outcome { get; init; }

    /// <summary>How many refusals the line stands for; null in other lines.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Count { get; init; }

    /// <summary>When the first of them was; null in other lines.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Hash of the line before; of the first line 64 zeros.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256 over the line with this field empty.</summary>
    public string Hash { get; init; } = "";

    public string ComputeHash()
    {
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this with { Hash = "" }, AuditJson.Default.AuditRecord));
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
