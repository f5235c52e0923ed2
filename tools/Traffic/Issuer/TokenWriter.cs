using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace WedSync.Issuer;

/// <summary>What a token says.</summary>
public sealed record TokenClaims
{
    /// <summary>The iss claim.</summary>
    public required string Issuer { get; init; }

    /// <summary>The aud claim.</summary>
    public required string Audience { get; init; }

    /// <summary>The tenant claim.</summary>
    public required string Tenant { get; init; }

    /// <summary>The sub claim.</summary>
    public required string Subject { get; init; }

    /// <summary>The scope claim, joined by spaces.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>From issue to expiry.</summary>
    public required TimeSpan Lifetime { get; init; }
}

/// <summary>Writes signed tokens (JWS compact form).</summary>
public static class TokenWriter
{
    /// <summary>A signed token.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="key">Signs it.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="id">Its jti claim, by which it can be revoked.</param>
    public static string Write(TokenClaims claims, SigningKey key, DateTimeOffset now, Guid id)
    {
        var header = Json(writer =>
        {
            writer.WriteString("alg", SigningKey.Algorithm);
            writer.WriteString("typ", "JWT");
            writer.WriteString("kid", key.Id);
        });
        var payload = Json(writer =>
        {
            writer.WriteString("iss", claims.Issuer);
            writer.WriteString("aud", claims.Audience);
            writer.WriteString("sub", claims.Subject);
            writer.WriteString("tenant", claims.Tenant);
            writer.WriteString("scope", string.Join(' ', claims.Scopes));
            writer.WriteString("jti", id.ToString("N"));
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("nbf", now.ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + claims.Lifetime).ToUnixTimeSeconds());
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static ReadOnlySpan<byte> Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
