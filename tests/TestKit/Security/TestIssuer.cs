using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WedSync.TestKit.Security;

/// <summary>An issuer of tokens with its own key, and its key set as a file.</summary>
public sealed class TestIssuer : IDisposable
{
    /// <summary>The iss claim.</summary>
    public const string Issuer = "https://issuer.test";

    /// <summary>The aud claim.</summary>
    public const string Audience = "ai-cache";

    /// <summary>Whom tokens are for, unless a test says otherwise.</summary>
    public const string Subject = "test-user";

    private readonly RSA _key = RSA.Create(2048);
    private readonly string _keyId = Guid.NewGuid().ToString("N");

    /// <summary>Writes the key set to a file.</summary>
    public void WriteKeys(string file) => File.WriteAllText(file, KeySet(this));

    /// <summary>One key set of several issuers' keys.</summary>
    public static string KeySet(params TestIssuer[] issuers) => $$"""{"keys":[{{string.Join(',', issuers.Select(issuer => issuer.PublicKey()))}}]}""";

    /// <summary>A signed token.</summary>
    /// <param name="tenant">The tenant claim; empty = none.</param>
    /// <param name="scopes">Scopes separated by spaces.</param>
    /// <param name="lifetime">From now; negative = has expired.</param>
    /// <param name="id">The jti claim.</param>
    /// <param name="audience">The aud claim.</param>
    /// <param name="subject">The sub claim.</param>
    public string Token(
        string tenant = "acme", string scopes = "read write invalidate erase admin platform", TimeSpan? lifetime = null,
        string id = "", string audience = Audience, string subject = Subject)
    {
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new List<Claim> { new("sub", subject), new("scope", scopes) };
        if (tenant.Length > 0) claims.Add(new Claim("tenant", tenant));
        if (id.Length > 0) claims.Add(new Claim("jti", id));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = expires < now ? expires.AddHours(-1) : now,
            NotBefore = expires < now ? expires.AddHours(-1) : now.AddMinutes(-1),
            Expires = expires,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = _keyId }, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>A rightly signed token of any header and payload, for what no library writes.</summary>
    /// <param name="header">Its JSON; <c>KEY</c> stands for the key's id.</param>
    /// <param name="payload">Its JSON.</param>
    public string Sign(string header, string payload)
    {
        var signed = $"{Base64UrlEncoder.Encode(header.Replace("KEY", _keyId, StringComparison.Ordinal))}.{Base64UrlEncoder.Encode(payload)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private string PublicKey()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent));
        return $$"""{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{_keyId}}","n":"{{n}}","e":"{{e}}"}""";
    }
}
