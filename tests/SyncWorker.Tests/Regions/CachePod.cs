using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using WedSync.Contracts;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>A pod of the cache service in a region: what its callers see of the replication.</summary>
internal sealed class CachePod : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _issuer;
    private readonly bool _ownsIssuer;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ServiceProcess _process;

    private CachePod(TestRegion region, TestIssuer? issuer)
    {
        (_issuer, _ownsIssuer) = (issuer ?? new TestIssuer(), issuer is null);
        _issuer.WriteKeys(Path.Combine(_directory.Path, "jwks.json"));
        var ports = FreePorts.Take(2);
        _process = ServiceProcess.Start(Path.Combine(AppContext.BaseDirectory, "WedSync.CacheService.dll"), new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = region.Environment[EnvironmentNames.RedisClusterEndpoints],
            [EnvironmentNames.Region] = region.Name,
            [EnvironmentNames.Regions] = region.Environment[EnvironmentNames.Regions],
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(Path.Combine(_directory.Path, "jwks.json")).AbsoluteUri,
            [EnvironmentNames.HttpPort] = ports[0].ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.MetricsPort] = ports[1].ToString(CultureInfo.InvariantCulture),
        });
        _http.BaseAddress = new Uri($"http://127.0.0.1:{ports[0]}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token());
    }

    /// <summary>Starts a pod; one without an issuer takes only tokens that it makes itself.</summary>
    public static async Task<CachePod> StartAsync(TestRegion region, TestIssuer? issuer = null)
    {
        var pod = new CachePod(region, issuer);
        await TestRegion.WaitAsync(() => TestRegion.AnswersAsync(new Uri(pod._http.BaseAddress!, HttpPaths.Ready)), () => pod._process.Output);
        return pod;
    }

    /// <summary>Puts an entry that has to be in a second region.</summary>
    public async Task<(int Status, string Body)> PutReplicatedAsync(string key, string body, string subject = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/entries/{key}") { Content = new StringContent(body, Encoding.UTF8) };
        request.Headers.Add("WedSync-Durability", "replicated");
        if (subject.Length > 0) request.Headers.Add("WedSync-Subject", subject);
        return await SendAsync(request);
    }

    /// <summary>Erases a subject; answers the name under which its receipt is.</summary>
    public async Task<string> EraseAsync(string subject)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/subjects/erase")
        {
            Content = new StringContent(new JsonObject { ["subject"] = subject }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var (status, body) = await SendAsync(request);
        Assert.True(status == 200, body);
        return (string)JsonNode.Parse(body)!["subjectId"]!;
    }

    /// <summary>200 with the receipt, or 202 with the regions that have erased so far.</summary>
    public async Task<(int Status, string Body)> ReceiptAsync(string subjectId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/subjects/{subjectId}/receipt");
        return await SendAsync(request);
    }

    /// <summary>What a read of nothing answers to a token: 404, or 401 where it is nobody's.</summary>
    public async Task<int> StatusAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/entries/not-there");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await SendAsync(request)).Status;
    }

    /// <summary>Revokes a token of the pod's own tenant.</summary>
    public async Task<int> RevokeAsync(string tokenId, DateTimeOffset expiresAt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/admin/revocations")
        {
            Content = new StringContent(
                new JsonObject { ["tokenId"] = tokenId, ["expiresAt"] = expiresAt }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        return (await SendAsync(request)).Status;
    }

    public void Dispose()
    {
        _process.Dispose();
        _http.Dispose();
        if (_ownsIssuer) _issuer.Dispose();
        _directory.Dispose();
    }

    private async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
