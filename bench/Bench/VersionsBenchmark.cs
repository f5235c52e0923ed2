using System.Globalization;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Bench;

/// <summary>
/// This build of the cache service against another one, on one Redis cluster and in turns, so that both meet the same machine: hits in
/// memory, hits in Redis, and puts.
/// </summary>
internal static class VersionsBenchmark
{
    private const double Floor = 0.97;

    private static readonly string[] Kinds = ["hit in memory (L1)", "hit in Redis Cluster (L2)", "put"];

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server", "wrk");
        using var directory = new TestDirectory();
        using var issuer = new TestIssuer();
        var keys = Path.Combine(directory.Path, "jwks.json");
        issuer.WriteKeys(keys);
        await using var cluster = await TestRedisCluster.StartAsync();
        var token = issuer.Token(lifetime: TimeSpan.FromHours(3));
        using var now = new Version(cluster, keys, directory.Path, program: null);
        using var before = new Version(cluster, keys, directory.Path, settings.Against);
        foreach (var version in new[] { now, before }) await version.PrepareAsync(token);
        return Report(await MeasureAsync(now.Subjects(token), before.Subjects(token), settings));
    }

    // Who is second may find a warmer machine: they take turns at being first.
    private static async Task<List<(WrkRun Now, WrkRun Before)>[]> MeasureAsync(WrkSubject[] now, WrkSubject[] before, BenchSettings settings)
    {
        var results = Kinds.Select(_ => new List<(WrkRun, WrkRun)>()).ToArray();
        foreach (var subject in now.Concat(before)) await Wrk.MeasureAsync(subject, 3);
        for (var round = 0; round < settings.Rounds; round++)
        {
            for (var kind = 0; kind < Kinds.Length; kind++)
            {
                if (round % 2 == 0)
                {
                    var mine = await Wrk.MeasureAsync(now[kind], settings.Seconds);
                    results[kind].Add((mine, await Wrk.MeasureAsync(before[kind], settings.Seconds)));
                }
                else
                {
                    var theirs = await Wrk.MeasureAsync(before[kind], settings.Seconds);
                    results[kind].Add((await Wrk.MeasureAsync(now[kind], settings.Seconds), theirs));
                }
            }
        }

        return results;
    }

    private static BenchReport Report(List<(WrkRun Now, WrkRun Before)>[] results)
    {
        var measured = new Dictionary<string, double>();
        var ratios = new List<BenchRatio>();
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            measured[Kinds[kind]] = BenchReport.Median(results[kind].Select(pair => pair.Now.PerSecond));
            measured[Kinds[kind] + ", other"] = BenchReport.Median(results[kind].Select(pair => pair.Before.PerSecond));
            ratios.Add(new($"{Kinds[kind]} over other", BenchReport.Median(results[kind].Select(pair => pair.Now.PerSecond / pair.Before.PerSecond)), ">=", Floor));
            ratios.Add(new("CPU a request, other over this", BenchReport.Median(results[kind].Select(pair => pair.Before.Microseconds / pair.Now.Microseconds))));
        }

        return new BenchReport("cache-versions", measured, "requests/s", ratios);
    }

    /// <summary>Two pods of a build: with a memory tier and without.</summary>
    private sealed class Version : IDisposable
    {
        private readonly int[] _ports = FreePorts.Take(4);
        private readonly ServiceProcess _withMemory;
        private readonly ServiceProcess _withoutMemory;
        private readonly string _putScript;

        public Version(TestRedisCluster cluster, string keys, string directory, string? program)
        {
            _withMemory = BenchPod.Start(cluster, keys, (_ports[0], _ports[1]), [BenchPod.Memory(64 << 20)], program);
            _withoutMemory = BenchPod.Start(cluster, keys, (_ports[2], _ports[3]), [BenchPod.Memory(0)], program);
            _putScript = Path.Combine(directory, "put.lua");
            File.WriteAllText(_putScript, string.Create(CultureInfo.InvariantCulture, $$"""
                local n = 0
                request = function()
                  n = (n + 1) % 10000
                  return wrk.format("PUT", "/v1/entries/put-" .. n, wrk.headers, string.rep("x", {{BareServer.BodyLength}}))
                end
                """));
        }

        public async Task PrepareAsync(string token)
        {
            await BenchPod.PutKeyAsync(_ports[0], token);
            await BenchPod.PutKeyAsync(_ports[2], token);
        }

        public WrkSubject[] Subjects(string token) =>
        [
            new(Kinds[0], Address(_ports[0], BenchPod.Key), token, _withMemory.HolderId),
            new(Kinds[1], Address(_ports[2], BenchPod.Key), token, _withoutMemory.HolderId),
            new(Kinds[2], Address(_ports[2], ""), token, _withoutMemory.HolderId) { Script = _putScript },
        ];

        public void Dispose()
        {
            _withMemory.Dispose();
            _withoutMemory.Dispose();
        }

        private static string Address(int port, string key) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1/entries/{key}");
    }
}
