using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Gateway.Tests;

/// <summary>A gateway over given regions, with a routes file that can be rewritten.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-gateway-");
    private GatewayHost _host = null!;

    private TestGateway()
    {
    }

    public HttpClient Http { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    public Uri IssuerUrl => _host.Addresses[2];

    public string RoutesFile => Path.Combine(_folder.FullName, "routes.json");

    public string KeyDirectory => Path.Combine(_folder.FullName, "issuer");

    public static async Task<TestGateway> StartAsync(JsonArray regions, GatewayOptions? options = null)
    {
        var gateway = new TestGateway();
        gateway.WriteCertificate();
        gateway.Write(regions);
        gateway._host = await GatewayHost.StartAsync(gateway.RoutesFile, options ?? new GatewayOptions { WatchInterval = TimeSpan.FromMilliseconds(20) });
        gateway.Http = new HttpClient { BaseAddress = gateway._host.Addresses[0] };
        gateway.Admin = new HttpClient { BaseAddress = gateway._host.Addresses[1] };
        return gateway;
    }

    public static JsonObject Region(string name, int weight, params (string Backend, int Weight, Uri[] Endpoints)[] backends) => new()
    {
        ["name"] = name,
        ["weight"] = weight,
        ["backends"] = new JsonArray([.. backends.Select(b => new JsonObject
        {
            ["name"] = b.Backend,
            ["weight"] = b.Weight,
            ["endpoints"] = new JsonArray([.. b.Endpoints.Select(e => JsonValue.Create(e.ToString()))]),
        })]),
        ["headerRoutes"] = new JsonArray(),
    };

    public static JsonObject Stable(string name, int weight, params Uri[] endpoints) => Region(name, weight, ("stable", 100, endpoints));

    /// <summary>Writes the file as the supervisor does: beside it, then over it.</summary>
    public void Write(JsonArray regions) => WriteText(new JsonObject
    {
        ["listen"] = "http://127.0.0.1:0",
        ["admin"] = "http://127.0.0.1:0",
        ["issuer"] = new JsonObject
        {
            ["listen"] = "https://127.0.0.1:0",
            ["issuer"] = "https://auth.wedsync.com/",
            ["keyDirectory"] = KeyDirectory,
            ["certificate"] = Path.Combine(_folder.FullName, "tls.crt"),
            ["key"] = Path.Combine(_folder.FullName, "tls.key"),
        },
        ["healthCheck"] = new JsonObject
        {
            ["path"] = "/health/region",
            ["interval"] = "50ms",
            ["timeout"] = "15s",
            ["healthyThreshold"] = 2,
            ["unhealthyThreshold"] = 2,
        },
        ["regions"] = regions,
    }.ToJsonString());

    public void WriteText(string text)
    {
        File.WriteAllText(RoutesFile + ".new", text);
        File.Move(RoutesFile + ".new", RoutesFile, overwrite: true);
    }

    public async Task<JsonElement> StatusAsync() => await Admin.GetFromJsonAsync<JsonElement>("status");

    public async Task<bool> IsHealthyAsync(string region) =>
        (await StatusAsync()).GetProperty("regions").EnumerateArray().First(r => r.GetProperty("name").GetString() == region).GetProperty("healthy").GetBoolean();

    /// <summary>Asks again until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo()) await Task.Delay(10, limit.Token);
    }

    public Task UntilDigestAsync() => UntilAsync(async () =>
        (await StatusAsync()).GetProperty("routes").GetString() == Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(RoutesFile))));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Admin.Dispose();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Tells the gateway to end; the task ends when it has.</summary>
    public Task EndAsync() => _host.DisposeAsync().AsTask();

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder.FullName, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
