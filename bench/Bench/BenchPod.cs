using System.Globalization;
using System.Net.Http.Headers;
using WedSync.Contracts;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>A pod of the cache service as a process of its own, with one entry.</summary>
internal static class BenchPod
{
    public const string Key = "bench-key";

    /// <param name="cluster">Its store.</param>
    /// <param name="keys">File with the issuer's keys.</param>
    /// <param name="ports">Of the API and of the metrics.</param>
    /// <param name="memory">Bytes of the memory tier.</param>
    /// <param name="program">Another build of the cache service; null = the one that this was built with.</param>
    public static ServiceProcess Start(TestRedisCluster cluster, string keys, (int Api, int Metrics) ports, long memory, string? program = null) =>
        ServiceProcess.Start(program ?? typeof(CacheService.CacheServiceHost).Assembly.Location, new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(keys).AbsoluteUri,
            [EnvironmentNames.HttpPort] = Text(ports.Api),
            [EnvironmentNames.MetricsPort] = Text(ports.Metrics),
            [EnvironmentNames.L1Bytes] = memory.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>Stores the entry that is read, as soon as the pod serves.</summary>
    public static async Task PutAsync(int port, string token)
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, $"http://127.0.0.1:{port}/v1/entries/{Key}")
                {
                    Content = new ByteArrayContent(new byte[BareServer.BodyLength]),
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var response = await http.SendAsync(request);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                // It is starting.
            }

            if (attempt >= 600) throw new TimeoutException("The cache service does not take a put.");
            await Task.Delay(100);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
