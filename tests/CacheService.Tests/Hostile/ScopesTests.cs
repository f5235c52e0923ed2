using System.Net;
using System.Text.Json;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>A tenant's admin has nothing to say or see beyond the tenant.</summary>
public sealed class ScopesTests : OwnRegion
{
    private const string Reason = "disk of node 3, ticket 4711";

    [Fact]
    public async Task Drain_OfATenantsAdmin_IsForbiddenAndItsReasonIsThePlatformsAlone()
    {
        var pod = await StartPodAsync();
        var (admin, platform) = (Issuer.Token(scopes: "read write invalidate erase admin"), Issuer.Token("operations", "platform"));
        Assert.Equal("403 forbidden", await OutcomeAsync(pod, HttpMethod.Put, admin));
        Assert.Equal("403 forbidden", await OutcomeAsync(pod, HttpMethod.Delete, admin));
        Assert.Equal("403 forbidden", await OutcomeAsync(pod, HttpMethod.Get, admin));
        Assert.Equal("""{"drained":false}""", await DrainAsync(pod, platform));

        Assert.Equal("204 ", await OutcomeAsync(pod, HttpMethod.Put, platform));
        using var health = await pod.Http.GetAsync(new Uri(HttpPaths.RegionHealth, UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var told = await health.Content.ReadAsStringAsync();
        Assert.Equal("drained", JsonDocument.Parse(told).RootElement.GetProperty("status").GetString());
        Assert.DoesNotContain("4711", told, StringComparison.Ordinal);

        // Another pod, which did not take the request, knows who and when as well.
        var drain = JsonDocument.Parse(await DrainAsync(await StartPodAsync(), platform)).RootElement;
        Assert.Equal(Reason, drain.GetProperty("reason").GetString());
        Assert.Equal("operations/test-user", drain.GetProperty("by").GetString());
        Assert.InRange(DateTimeOffset.UtcNow - drain.GetProperty("since").GetDateTimeOffset(), TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
        Assert.Equal("204 ", await OutcomeAsync(pod, HttpMethod.Delete, platform));
        Assert.Equal("""{"drained":false}""", await DrainAsync(pod, platform));
    }

    [Fact]
    public async Task HotKeys_OfATenantsAdmin_AreItsOwn()
    {
        var pod = await StartPodAsync();
        var (acme, beta) = (Issuer.Token("acme", "read admin"), Issuer.Token("beta", "read admin"));
        var platform = Issuer.Token("operations", "platform");
        // Reads are sampled, and what is hot shows when a window of ten seconds ends.
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (await pod.GetAsync($"hot-{i % 2}", i % 3 == 0 ? acme : beta)).Dispose()));
                return (await HotAsync(pod, platform)).Length == 4;
            },
            seconds: 40);
        Assert.Equal(["acme/hot-0", "acme/hot-1"], await HotAsync(pod, acme));
        Assert.Equal(["beta/hot-0", "beta/hot-1"], await HotAsync(pod, beta));
    }

    private static async Task<string[]> HotAsync(Pod pod, string token)
    {
        using var response = await pod.SendAsync(HttpMethod.Get, "/v1/admin/hot-keys", token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var keys = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("keys");
        return [.. keys.EnumerateArray().Select(key => key.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
    }

    private static async Task<string> DrainAsync(Pod pod, string token)
    {
        using var response = await pod.SendAsync(HttpMethod.Get, "/v1/admin/drain", token);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> OutcomeAsync(Pod pod, HttpMethod method, string token)
    {
        using var body = new StringContent($$"""{"reason":"{{Reason}}"}""", null, "application/json");
        using var response = await pod.SendAsync(method, "/v1/admin/drain", token, method == HttpMethod.Put ? body : null);
        return await LookupCalls.OutcomeAsync(response);
    }
}
