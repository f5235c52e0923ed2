using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WedSync.Issuer;

namespace WedSync.Cli.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Token_OfThePlatform_SaysWhatWasAskedFor()
    {
        using var key = SigningKey.OpenOrCreate(Path.Combine(_command.PathOf(".wedsync"), "issuer"));

        var (exitCode, output, error) = await _command.RunAsync("token", "--tenant", "acme", "--scopes", "read, admin", "--lifetime", "10m");

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
        var parts = output.Trim().Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var claims = payload.RootElement;
        Assert.Equal(key.Id, header.RootElement.GetProperty("kid").GetString());
        Assert.Equal("https://auth.wedsync.com/", claims.GetProperty("iss").GetString());
        Assert.Equal("ai-cache", claims.GetProperty("aud").GetString());
        Assert.Equal("acme", claims.GetProperty("tenant").GetString());
        Assert.Equal("read admin", claims.GetProperty("scope").GetString());
        Assert.Equal(600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(claims.GetProperty("iat").GetInt64(), claims.GetProperty("nbf").GetInt64());
        Assert.True(IsSigned(key, parts));
    }

    [Fact]
    public async Task Token_WithoutPlatform_SaysHowToStartOne()
    {
        var (exitCode, output, error) = await _command.RunAsync("token");

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains("Start one with ./wedsync up offseason", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WrongInEveryPart_NamesThemAll()
    {
        var (exitCode, _, error) = await _command.RunAsync("token", "--tenant", "Acme Corp", "--scopes", "read,own", "--lifetime", "forever");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            """
            error: --tenant 'Acme Corp': allowed: 1 to 63 of a-z, 0-9 and -, such as demo.
            error: --scopes 'own': allowed: read, write, invalidate, erase, admin, platform, separated by commas.
            error: --lifetime 'forever': allowed: 1s to 30d, such as 1h.

            """,
            error);
    }

    private static bool IsSigned(SigningKey key, string[] parts)
    {
        using var jwk = JsonDocument.Parse(key.PublicJwk);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Coordinate(jwk, "x"), Y = Coordinate(jwk, "y") },
        });
        return verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }

    private static byte[] Coordinate(JsonDocument jwk, string name) => Base64Url.DecodeFromChars(jwk.RootElement.GetProperty(name).GetString());
}
