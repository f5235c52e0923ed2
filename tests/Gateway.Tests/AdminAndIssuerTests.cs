using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WedSync.Gateway.Admin;
using WedSync.Issuer;

namespace WedSync.Gateway.Tests;

public sealed class AdminAndIssuerTests
{
    [Fact]
    public async Task Metrics_CountRequestsByRegionBackendAndStatus()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);
        await gateway.Http.GetStringAsync("/");
        await gateway.Http.GetStringAsync("/");

        var metrics = await gateway.Admin.GetStringAsync("metrics");

        Assert.Contains("gateway_requests_total{region=\"us-east\",backend=\"stable\",status=\"200\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("gateway_region_healthy{region=\"us-east\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_DoNotMix()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);

        using var admin = await gateway.Admin.GetAsync("v1/entries/k");

        Assert.Equal("east", await gateway.Http.GetStringAsync("/status"));
        Assert.Equal(404, (int)admin.StatusCode);
    }

    [Fact]
    public async Task Token_SignedWithTheKeyInTheFolder_IsValidByTheServedKeySet()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler) { BaseAddress = gateway.IssuerUrl };
        var keys = new JsonWebKeySet(await http.GetStringAsync(".well-known/jwks.json")).GetSigningKeys();
        using var configuration = JsonDocument.Parse(await http.GetStringAsync(".well-known/openid-configuration"));
        using var key = SigningKey.Open(gateway.KeyDirectory);
        var claims = new TokenClaims
        {
            Issuer = "https://auth.wedsync.com/",
            Audience = "ai-cache",
            Tenant = "demo",
            Subject = "someone",
            Scopes = ["read", "write"],
            Lifetime = TimeSpan.FromMinutes(5),
        };
        var id = Guid.NewGuid();

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            TokenWriter.Write(claims, key, DateTimeOffset.UtcNow, id),
            new TokenValidationParameters { ValidIssuer = claims.Issuer, ValidAudience = claims.Audience, IssuerSigningKeys = keys });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("demo", result.Claims["tenant"]);
        Assert.Equal("read write", result.Claims["scope"]);
        Assert.Equal(id.ToString("N"), result.SecurityToken.Id);
        Assert.Equal("https://auth.wedsync.com/.well-known/jwks.json", configuration.RootElement.GetProperty("jwks_uri").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.KeyDirectory, SigningKey.FileName)));
    }

    [Fact]
    public void SigningKey_MadeOnce_IsKept()
    {
        var folder = Directory.CreateTempSubdirectory("wedsync-issuer-");
        try
        {
            using var made = SigningKey.OpenOrCreate(folder.FullName);
            using var again = SigningKey.OpenOrCreate(folder.FullName);

            Assert.Equal(made.Id, again.Id);
            Assert.Equal([SigningKey.FileName], folder.EnumerateFiles().Select(f => f.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void SigningKey_BrokenFile_NamesIt()
    {
        var folder = Directory.CreateTempSubdirectory("wedsync-issuer-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, SigningKey.FileName), "nonsense");
            var exception = Assert.Throws<IOException>(() => SigningKey.OpenOrCreate(folder.FullName));
            Assert.Contains(SigningKey.FileName, exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Latency_Quantiles_AreWithinATenth()
    {
        var buckets = new LatencyBuckets();
        for (var ms = 1; ms <= 1000; ms++) buckets.Add(TimeSpan.FromMilliseconds(ms));

        Assert.InRange(buckets.Quantile(0.5)!.Value, 500, 550);
        Assert.InRange(buckets.Quantile(0.99)!.Value, 990, 1089);
        Assert.Null(new LatencyBuckets().Quantile(0.5));
    }
}
