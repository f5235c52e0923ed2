using System.Net;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class SecurityApiTests(RegionFixture region)
{
    [Fact]
    public async Task Token_OfNoTenantOtherAudienceOrIssuerKeyOrExpired_IsNobody()
    {
        using var stranger = new TestIssuer();
        var tokens = new[]
        {
            region.Issuer.Token(""), region.Issuer.Token("Acme"), region.Issuer.Token(audience: "other"), stranger.Token(),
            region.Issuer.Token(lifetime: TimeSpan.FromMinutes(-1)), "x.y.z", new string('a', 9000),
            "eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiJhY21lIiwic2NvcGUiOiJyZWFkIn0.",
        };
        foreach (var token in tokens)
        {
            using var response = await region.First.GetAsync("k", token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Theory]
    [InlineData("GET", "/v1/entries/k", "write invalidate erase admin")]
    [InlineData("PUT", "/v1/entries/k", "read invalidate erase admin")]
    [InlineData("DELETE", "/v1/entries/k", "read invalidate erase admin")]
    [InlineData("POST", "/v1/tags/invalidate", "read write erase admin")]
    [InlineData("POST", "/v1/subjects/erase", "read write invalidate admin")]
    [InlineData("PUT", "/v1/admin/drain", "read write invalidate erase")]
    [InlineData("GET", "/v1/admin/hot-keys", "read write invalidate erase")]
    [InlineData("POST", "/v1/lookup", "write")]
    public async Task Operation_WithoutItsScope_IsForbidden(string method, string path, string scopes)
    {
        using var response = await region.First.SendAsync(new HttpMethod(method), path, region.Issuer.Token(scopes: scopes));
        Assert.Equal("403 forbidden", await EntryApiTests.ProblemOf(response));
    }

    [Fact]
    public async Task Token_StopsWhenItExpires()
    {
        var token = region.Issuer.Token(lifetime: TimeSpan.FromSeconds(2));
        Assert.Equal(404, await StatusAsync(region.First, token));
        Assert.InRange((await Eventually.TrueAsync(async () => await StatusAsync(region.First, token) == 401)).TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task Token_RevokedOnOnePod_StopsOnTheOtherWithinASecond()
    {
        var id = Guid.NewGuid().ToString("N");
        var token = region.Issuer.Token(id: id);
        Assert.Equal(404, await StatusAsync(region.Second, token));
        using var revoked = await region.First.PostAsync(
            "/v1/admin/revocations", $$"""{"tokenId":"{{id}}","expiresAt":"{{DateTimeOffset.UtcNow.AddHours(1):O}}"}""", region.Token);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.InRange((await Eventually.TrueAsync(async () => await StatusAsync(region.Second, token) == 401)).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task Drain_TakesTheWholeRegionOutAndBack()
    {
        (await region.First.SendAsync(HttpMethod.Put, "/v1/admin/drain", region.Token, new StringContent("""{"reason":"drill"}""", null, "application/json"))).Dispose();
        await Eventually.TrueAsync(async () => await HealthAsync(region.Second) == 503, seconds: 2);
        Assert.Equal(404, await StatusAsync(region.Second, region.Token));
        (await region.Second.SendAsync(HttpMethod.Delete, "/v1/admin/drain", region.Token)).Dispose();
        await Eventually.TrueAsync(async () => await HealthAsync(region.First) == 200, seconds: 2);
    }

    [Fact]
    public async Task Audit_ChainIsWholeAndTamperingShows()
    {
        (await region.First.PutAsync("audited", "body", region.Token)).Dispose();
        (await region.First.SendAsync(HttpMethod.Delete, "/v1/entries/audited", region.Token)).Dispose();
        var file = Path.Combine(region.AuditDirectory, "audit-pod-1.jsonl");
        var copy = Path.GetTempFileName();
        File.Copy(file, copy, overwrite: true);
        Assert.Null(AuditVerifier.FindFault(copy));
        foreach (var action in new[] { "put", "delete" })
            Assert.Contains($"\"action\":\"{action}\",\"target\":\"audited\"", File.ReadAllText(copy), StringComparison.Ordinal);

        File.WriteAllText(copy, File.ReadAllText(copy).Replace("audited", "another", StringComparison.Ordinal));
        Assert.Contains("was changed", AuditVerifier.FindFault(copy), StringComparison.Ordinal);
        File.Delete(copy);
    }

    [Fact]
    public async Task Log_HoldsNoTokenAndNoBody()
    {
        var body = "secret-body-" + Guid.NewGuid().ToString("N");
        (await region.First.PutAsync("logged", body, region.Token)).Dispose();
        Assert.DoesNotContain(body, region.First.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(region.Token, region.First.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(region.Cluster.PasswordFile), region.First.Process.Output, StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(Pod pod, string token)
    {
        using var response = await pod.GetAsync("security-probe", token);
        return (int)response.StatusCode;
    }

    private static async Task<int> HealthAsync(Pod pod)
    {
        using var response = await pod.Http.GetAsync(new Uri(HttpPaths.RegionHealth, UriKind.Relative));
        return (int)response.StatusCode;
    }
}
