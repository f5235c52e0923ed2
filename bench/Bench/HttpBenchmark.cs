using System.Globalization;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>Requests a second of a hit in memory and of a hit in Redis, against Kestrel with the same bytes, webdis and nginx.</summary>
internal static class HttpBenchmark
{
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
        using var withMemory = BenchPod.Start(cluster, keys, (ports[0], ports[1]), [BenchPod.Memory(64 << 20)]);
        using var withoutMemory = BenchPod.Start(cluster, keys, (ports[2], ports[3]), [BenchPod.Memory(0)]);
        using var bare = new Companion("dotnet", typeof(HttpBenchmark).Assembly.Location, "serve-bare", Text(ports[4]));
        using var redis = new Companion("redis-server", "--port", Text(ports[5]), "--save", "", "--bind", "127.0.0.1", "--dir", directory.Path);
        using var webdis = new Companion("webdis", WriteWebdisConfiguration(directory.Path, ports[5], ports[6]));
        using var nginx = new Companion("nginx", "-c", WriteNginxConfiguration(directory.Path, ports[7]), "-g", "daemon off;");
        await BenchPod.PutKeyAsync(ports[0], token);
        await BenchPod.PutKeyAsync(ports[2], token);
        await Tools.RunAsync("redis-cli", ["-p", Text(ports[5]), "SET", "k", new string('x', BareServer.BodyLength)]);

        WrkSubject[] subjects =
        [
            new("bare Kestrel", $"http://127.0.0.1:{ports[4]}/v1/entries/{BenchPod.Key}", token, bare.HolderId),
            new("hit in memory (L1)", $"http://127.0.0.1:{ports[0]}/v1/entries/{BenchPod.Key}", token, withMemory.HolderId),
            new("hit in Redis Cluster (L2)", $"http://127.0.0.1:{ports[2]}/v1/entries/{BenchPod.Key}", token, withoutMemory.HolderId),
            new("webdis, one Redis", $"http://127.0.0.1:{ports[6]}/GET/k.bin", null, webdis.HolderId),
            new("nginx, static file", $"http://127.0.0.1:{ports[7]}/k.bin", null, nginx.HolderId),
        ];
        foreach (var subject in subjects) await Wrk.MeasureAsync(subject, 2);
        var results = subjects.ToDictionary(subject => subject.Name, _ => new List<WrkRun>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var subject in subjects) results[subject.Name].Add(await Wrk.MeasureAsync(subject, settings.Seconds));
        }

        return Report(results, [.. subjects.Select(subject => subject.Name)]);
    }

    // Ratios are taken within a round, where the machine was the same, and then their median.
    private static BenchReport Report(Dictionary<string, List<WrkRun>> results, string[] names)
    {
        var (bare, l1, l2, webdis, nginx) = (results[names[0]], results[names[1]], results[names[2]], results[names[3]], results[names[4]]);
        return new BenchReport(
            "cache-http",
            results.ToDictionary(pair => pair.Key, pair => BenchReport.Median(pair.Value.Select(run => run.PerSecond))),
            "requests/s",
            [
                new("L1 over bare Kestrel", Ratio(l1, bare, run => run.PerSecond), ">=", 0.85),
                new("L1 over webdis", Ratio(l1, webdis, run => run.PerSecond), ">=", 1.3),
                new("L2 over webdis", Ratio(l2, webdis, run => run.PerSecond), ">=", 1.0),
                new("L1 over nginx static", Ratio(l1, nginx, run => run.PerSecond)),
                // What a request costs the server's processor changes less than its rate when others use the machine.
                new("CPU a request, bare over L1", Ratio(bare, l1, run => run.Microseconds)),
                new("CPU a request, webdis over L1", Ratio(webdis, l1, run => run.Microseconds)),
                new("CPU a request, webdis over L2", Ratio(webdis, l2, run => run.Microseconds)),
            ]);
    }

    private static double Ratio(List<WrkRun> of, List<WrkRun> to, Func<WrkRun, double> value) => BenchReport.Median(of.Zip(to, (a, b) => value(a) / value(b)));

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

}
