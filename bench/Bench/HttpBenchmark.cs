using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using WedSync.Contracts;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>Requests a second of a hit in memory and of a hit in Redis, against Kestrel with the same bytes, webdis and nginx.</summary>
internal static partial class HttpBenchmark
{
    private const string Key = "bench-key";
    private const int Connections = 64;

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server", "wrk", "webdis", "nginx");
        using var directory = new TestDirectory();
        using var issuer = new TestIssuer();
        var keys = Path.Combine(directory.Path, "jwks.json");
        issuer.WriteKeys(keys);
        var ports = FreePorts.Take(8);
        await using var cluster = await TestRedisCluster.StartAsync();
        var token = issuer.Token(lifetime: TimeSpan.FromHours(3));
        using var withMemory = Start(cluster, keys, ports[0], ports[1], 64 << 20);
        using var withoutMemory = Start(cluster, keys, ports[2], ports[3], 0);
        using var bare = new Companion("dotnet", typeof(HttpBenchmark).Assembly.Location, "serve-bare", Text(ports[4]));
        using var redis = new Companion("redis-server", "--port", Text(ports[5]), "--save", "", "--bind", "127.0.0.1", "--dir", directory.Path);
        using var webdis = new Companion("webdis", WriteWebdisConfiguration(directory.Path, ports[5], ports[6]));
        using var nginx = new Companion("nginx", "-c", WriteNginxConfiguration(directory.Path, ports[7]), "-g", "daemon off;");
        using var http = new HttpClient();
        await PutAsync(http, ports[0], token);
        await PutAsync(http, ports[2], token);
        await Tools.RunAsync("redis-cli", ["-p", Text(ports[5]), "SET", "k", new string('x', BareServer.BodyLength)]);

        var subjects = new (string Name, string Url, string? Token)[]
        {
            ("bare Kestrel", $"http://127.0.0.1:{ports[4]}/v1/entries/{Key}", token),
            ("hit in memory (L1)", $"http://127.0.0.1:{ports[0]}/v1/entries/{Key}", token),
            ("hit in Redis Cluster (L2)", $"http://127.0.0.1:{ports[2]}/v1/entries/{Key}", token),
            ("webdis, one Redis", $"http://127.0.0.1:{ports[6]}/GET/k.bin", null),
            ("nginx, static file", $"http://127.0.0.1:{ports[7]}/k.bin", null),
        };
        foreach (var subject in subjects) await MeasureAsync(subject.Url, subject.Token, 2);
        var results = subjects.ToDictionary(subject => subject.Name, _ => new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var subject in subjects) results[subject.Name].Add(await MeasureAsync(subject.Url, subject.Token, settings.Seconds));
        }

        return Report(results, subjects.Select(subject => subject.Name).ToArray());
    }

    // Ratios are taken within a round, where the machine was the same, and then their median.
    private static BenchReport Report(Dictionary<string, List<double>> results, string[] names)
    {
        var (bare, l1, l2, webdis, nginx) = (results[names[0]], results[names[1]], results[names[2]], results[names[3]], results[names[4]]);
        return new BenchReport(
            "cache-http",
            results.ToDictionary(pair => pair.Key, pair => BenchReport.Median(pair.Value)),
            "requests/s",
            [
                new("L1 over bare Kestrel", Ratio(l1, bare), ">=", 0.85),
                new("L1 over webdis", Ratio(l1, webdis), ">=", 1.3),
                new("L2 over webdis", Ratio(l2, webdis), ">=", 1.0),
                new("L1 over nginx static", Ratio(l1, nginx)),
            ]);
    }

    private static double Ratio(List<double> of, List<double> to) => BenchReport.Median(of.Zip(to, (a, b) => a / b));

    private static ServiceProcess Start(TestRedisCluster cluster, string keys, int port, int metrics, long memory) =>
        ServiceProcess.Start(typeof(CacheService.CacheServiceHost).Assembly.Location, new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(keys).AbsoluteUri,
            [EnvironmentNames.HttpPort] = Text(port),
            [EnvironmentNames.MetricsPort] = Text(metrics),
            [EnvironmentNames.L1Bytes] = memory.ToString(CultureInfo.InvariantCulture),
        });

    private static async Task PutAsync(HttpClient http, int port, string token)
    {
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

    private static async Task<double> MeasureAsync(string url, string? token, int seconds)
    {
        string[] header = token is null ? [] : ["-H", $"Authorization: Bearer {token}"];
        var output = await Tools.RunAsync("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", .. header, url]);
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException($"{url} answers errors:\n{output}");
        return double.Parse(RequestRate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string WriteWebdisConfiguration(string directory, int redisPort, int port)
    {
        var file = Path.Combine(directory, "webdis.json");
        File.WriteAllText(file, $$"""
            {"redis_host":"127.0.0.1","redis_port":{{redisPort}},"redis_auth":null,"http_host":"127.0.0.1","http_port":{{port}},
             "threads":2,"pool_size":20,"daemonize":false,"websockets":false,"database":0,"verbosity":0,"logfile":"/dev/null"}
            """);
        return file;
    }

    private static string WriteNginxConfiguration(string directory, int port)
    {
        File.WriteAllBytes(Path.Combine(directory, "k.bin"), new byte[BareServer.BodyLength]);
        var file = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(file, $$"""
            user root; worker_processes 2; pid {{directory}}/nginx.pid; error_log /dev/null;
            events { worker_connections 1024; }
            http { access_log off; sendfile on; keepalive_requests 100000000; open_file_cache max=10;
                   server { listen 127.0.0.1:{{port}}; root {{directory}}; } }
            """);
        return file;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RequestRate();
}
