using System.Collections.Concurrent;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>A Redis cluster and processes of the cache service, for benchmarks that look at behaviour under load.</summary>
internal sealed class PodLab : IAsyncDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _issuer = new();
    private readonly List<ServiceProcess> _pods = [];

    private PodLab(TestRedisCluster cluster)
    {
        Cluster = cluster;
        Token = _issuer.Token(lifetime: TimeSpan.FromHours(3));
        _issuer.WriteKeys(Path.Combine(_directory.Path, "jwks.json"));
    }

    public TestRedisCluster Cluster { get; }

    public string Token { get; }

    public static async Task<PodLab> StartAsync(bool linked = false)
    {
        await Tools.EnsureAsync("redis-server");
        return new PodLab(await TestRedisCluster.StartAsync(linked: linked));
    }

    /// <summary>Starts a pod, waits until it is ready, and returns a client that sends the token.</summary>
    public async Task<HttpClient> StartPodAsync(params (string Name, string Value)[] more)
    {
        var ports = FreePorts.Take(2);
        var pod = BenchPod.Start(Cluster, Path.Combine(_directory.Path, "jwks.json"), (ports[0], ports[1]), more);
        lock (_pods) _pods.Add(pod);
        return await BenchPod.ReadyAsync(ports[0], Token);
    }

    public static async Task PutAsync(HttpClient pod, string key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/entries/{key}") { Content = new ByteArrayContent(new byte[BareServer.BodyLength]) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await pod.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Sends requests at a fixed rate whatever becomes of them, and returns when each was due, how long it took from then in
    /// milliseconds, and what came of it: a slow answer makes none of the later ones wait.
    /// </summary>
    public static async Task<IReadOnlyCollection<Sample>> OpenLoopAsync(double perSecond, TimeSpan duration, Func<int, Task<string>> send)
    {
        var samples = new ConcurrentBag<Sample>();
        var tasks = new List<Task>();
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var sent = 0;
        while (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed < duration)
        {
            for (var due = (int)(elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                var number = sent;
                tasks.Add(Task.Run(async () =>
                {
                    var at = number / perSecond * 1000;
                    var outcome = await send(number);
                    samples.Add(new Sample(at, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds - at, outcome, number));
                }));
            }

            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(tasks);
        return samples;
    }

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods) pod.Dispose();
        await Cluster.DisposeAsync();
        _issuer.Dispose();
        _directory.Dispose();
    }
}

/// <summary>One request of an open loop; milliseconds.</summary>
internal readonly record struct Sample(double DueAt, double Took, string Outcome, int Number);
