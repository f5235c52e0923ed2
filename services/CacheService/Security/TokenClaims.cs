using System.Buffers.Text;
using System.Text.Json;

namespace WedSync.CacheService.Security;

/// <summary>
/// What a token says, read strictly. The library that checks the signature takes much for well meant (a date as text, a claim twice, an
/// extension it does not know); here a token is exactly what docs/cache-service.md says, or nobody's. It proves nothing by itself.
/// </summary>
internal sealed record TokenClaims
{
    private const int Parts = 3;

    // 9999-12-31: what lies beyond is no date.
    private const double MaxSeconds = 253_402_300_799;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public required string Tenant { get; init; }

    public required string Scope { get; init; }

    public required string Subject { get; init; }

    public required string Id { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Null when it is no token of that form.</summary>
    public static TokenClaims? Read(string token)
    {
        // An encrypted token has five parts.
        var parts = token.Split('.');
        if (parts.Length != Parts) return null;
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), Strict);
            return IsHeader(header.RootElement) ? ReadPayload(payload.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not valid Unicode.
            return null;
        }
    }

    // An extension that must be understood (crit) cannot be: none is. What is encrypted, compressed or holds another token is none of ours.
    private static bool IsHeader(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object
        && !header.TryGetProperty("crit", out _) && !header.TryGetProperty("enc", out _) && !header.TryGetProperty("zip", out _)
        && !header.TryGetProperty("cty", out _)
        && TryText(header, "alg", required: true, out _)
        && TryText(header, "kid", required: false, out _)
        && TryText(header, "typ", required: false, out var type)
        && (type.Length == 0 ? !header.TryGetProperty("typ", out _) : IsType(type));

    private static bool IsType(string type) =>
        type.Equals("JWT", StringComparison.OrdinalIgnoreCase) || type.Equals("at+jwt", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/at+jwt", StringComparison.OrdinalIgnoreCase);

    private static TokenClaims? ReadPayload(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && TryText(payload, "iss", required: true, out _)
        && TryText(payload, "tenant", required: true, out var tenant)
        && TryText(payload, "scope", required: false, out var scope)
        && TryText(payload, "sub", required: false, out var subject)
        && TryText(payload, "jti", required: false, out var id)
        && IsAudience(payload)
        && TryDate(payload, "exp", required: true, out var expires)
        && TryDate(payload, "nbf", required: false, out _)
        && TryDate(payload, "iat", required: false, out _)
            ? new TokenClaims { Tenant = tenant, Scope = scope, Subject = subject, Id = id, ExpiresAt = (long)(expires * 1000) }
            : null;

    // Whether it is ours, the library says.
    private static bool IsAudience(JsonElement payload) =>
        payload.TryGetProperty("aud", out var audience)
        && (audience.ValueKind == JsonValueKind.String
            || (audience.ValueKind == JsonValueKind.Array && audience.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)));

    private static bool TryText(JsonElement from, string name, bool required, out string text)
    {
        text = "";
        if (!from.TryGetProperty(name, out var value)) return !required;
        if (value.ValueKind != JsonValueKind.String) return false;
        text = value.GetString()!;
        return true;
    }

    private static bool TryDate(JsonElement from, string name, bool required, out double seconds)
    {
        seconds = 0;
        if (!from.TryGetProperty(name, out var value)) return !required;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out seconds) && seconds is >= 0 and <= MaxSeconds;
    }
}
