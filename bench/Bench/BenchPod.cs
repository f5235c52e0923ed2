using System.Globalization;
using System.Net.Http.Headers;
using WedSync.Contracts;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>A pod of the cache service as a process of its own.</summary>
internal static class BenchPod
{
    /// <summary>The entry that HTTP benchmarks read.</summary>
    public const string Key = "bench-key";

    /// <param name="cluster">Its store.</param>
    /// <param name="keys">File with the issuer's keys.</param>
    /// <param name="ports">Of the API and of the metrics.</param>
    /// <param name="more">Further variables.</param>
    /// <param name="program">Another build of the cache service; null = the one that this was built with.</param>
    public static ServiceProcess Start(
        TestRedisCluster cluster, string keys, (int Api, int Metrics) ports, IEnumerable<(string Name, string Value)> more, string? program = null)
    {
        var environment = new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(keys).AbsoluteUri,
            [EnvironmentNames.HttpPort] = Text(ports.Api),
            [EnvironmentNames.MetricsPort] = Text(ports.Metrics),
        };
        foreach (var (name, value) in more) environment[name] = value;
        return ServiceProcess.Start(program ?? typeof(CacheService.CacheServiceHost).Assembly.Location, environment);
    }

    /// <summary>Waits until a pod is ready, and returns a client that sends the token.</summary>
    public static async Task<HttpClient> ReadyAsync(int port, string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4096 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Text(port)}"),
            Timeout = TimeSpan.FromMinutes(1),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await TestRedisCluster.WaitAsync(async () =>
        {
            try
            {
                using var response = await http.GetAsync(new Uri(HttpPaths.Ready, UriKind.Relative));
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return http;
    }

    /// <summary>Stores the entry that is read, once the pod is ready.</summary>
    public static async Task PutKeyAsync(int port, string token)
    {
        using var http = await ReadyAsync(port, token);
        await PodLab.PutAsync(http, Key);
    }

    /// <summary>The variable for the size of the memory tier.</summary>
    public static (string Name, string Value) Memory(long bytes) => (EnvironmentNames.L1Bytes, bytes.ToString(CultureInfo.InvariantCulture));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
