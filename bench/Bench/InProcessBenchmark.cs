using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;
using WedSync.CacheService;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.Contracts.Seasons;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Hosting;
using WedSync.TestKit.Redis;
using ZiggyCreatures.Caching.Fusion;

namespace WedSync.Bench;

/// <summary>Time and memory of one hit in the process: the service's memory tier against FusionCache and HybridCache.</summary>
internal static class InProcessBenchmark
{
    private const int Keys = 1024;
    private const int Operations = 400_000;

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        await using var cluster = await TestRedisCluster.StartAsync();
        await using var host = await CacheServiceHost.StartAsync(Settings(cluster));
        var ids = Enumerable.Range(0, Keys).Select(i => EntryId.ForKey("acme", $"key-{i}")).ToArray();
        var reader = await FillAsync(host, ids);
        using var fusion = new FusionCache(new FusionCacheOptions());
        using var services = new ServiceCollection().AddMemoryCache().AddHybridCache().Services.BuildServiceProvider();
        var hybrid = services.GetRequiredService<HybridCache>();
        foreach (var id in ids)
        {
            fusion.Set(id, new byte[BareServer.BodyLength], TimeSpan.FromHours(1));
            await hybrid.SetAsync(id, new byte[BareServer.BodyLength]);
        }

        var results = new Dictionary<string, List<(double Nanoseconds, double Bytes)>> { ["memory tier"] = [], ["FusionCache"] = [], ["HybridCache"] = [] };
        for (var round = -1; round < settings.Rounds; round++)
        {
            var ours = Measure(ids, id => reader.TryReadMemory(id, out var read) ? read.Entry!.Value.Length : throw new InvalidOperationException("Not in memory."));
            var theirs = Measure(ids, id => fusion.GetOrDefault<byte[]>(id)!.Length);
            var microsoft = Measure(ids, id => Finish(hybrid.GetOrCreateAsync<byte[]>(id, static _ => throw new InvalidOperationException("Not in memory."))));
            if (round < 0) continue;
            results["memory tier"].Add(ours);
            results["FusionCache"].Add(theirs);
            results["HybridCache"].Add(microsoft);
        }

        return Report(results);
    }

    private static int Finish(ValueTask<byte[]> pending) => pending.IsCompletedSuccessfully ? pending.Result.Length : pending.AsTask().GetAwaiter().GetResult().Length;

    private static (double Nanoseconds, double Bytes) Measure(string[] ids, Func<string, int> read)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var sum = 0L;
        for (var i = 0; i < Operations; i++) sum += read(ids[i & (Keys - 1)]);
        var elapsed = Stopwatch.GetElapsedTime(started);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (sum < (long)Operations * BareServer.BodyLength) throw new InvalidOperationException("A read returned too little.");
        return (elapsed.TotalNanoseconds / Operations, bytes / (double)Operations);
    }

    private static BenchReport Report(Dictionary<string, List<(double Nanoseconds, double Bytes)>> results)
    {
        double Time(string name) => BenchReport.Median(results[name].Select(result => result.Nanoseconds));
        double Bytes(string name) => BenchReport.Median(results[name].Select(result => result.Bytes));
        var measured = new Dictionary<string, double>();
        foreach (var name in results.Keys)
        {
            measured[name + ", ns"] = Time(name);
            measured[name + ", bytes"] = Bytes(name);
        }

        return new BenchReport(
            "cache-inproc",
            measured,
            "a hit",
            [
                new("time over FusionCache", Time("memory tier") / Time("FusionCache"), "<=", 0.8),
                new("time over HybridCache", Time("memory tier") / Time("HybridCache"), "<=", 0.8),
                new("bytes over FusionCache", Share(Bytes("memory tier"), Bytes("FusionCache")), "<=", 0.8),
                new("bytes over HybridCache", Share(Bytes("memory tier"), Bytes("HybridCache")), "<=", 0.8),
            ]);
    }

    // Under half a byte a hit is upkeep of the runtime, not of the cache: neither allocates, and there is nothing to beat.
    private static double Share(double ours, double theirs) => ours < 0.5 ? 0 : theirs < 0.5 ? double.PositiveInfinity : ours / theirs;

    private static async Task<EntryReader> FillAsync(RedisApplication host, string[] ids)
    {
        var (store, reader, coherence) = (host.Services.GetRequiredService<EntryStore>(), host.Services.GetRequiredService<EntryReader>(), host.Services.GetRequiredService<Coherence>());
        var until = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();
        while (!coherence.IsCurrent) await Task.Delay(50);
        foreach (var id in ids)
        {
            var header = new Entry { Origin = "-", FreshUntil = until, StaleUntil = until, ExpiresAt = until, WriteId = WriteIds.Next(), Tags = ["a", "b"] };
            await store.WriteAsync(new WriteRequest { Id = id, Entry = header, Body = new byte[BareServer.BodyLength] }, default);
        }

        foreach (var id in ids)
        {
            while (!reader.TryReadMemory(id, out _)) await reader.ReadClusterAsync(id, default);
        }

        return reader;
    }

    private static ServiceSettings Settings(TestRedisCluster cluster)
    {
        var ports = FreePorts.Take(2);
        return new ServiceSettings
        {
            Redis = cluster.Settings,
            Region = "us-east",
            Season = Season.Peak,
            PodName = "bench",
            JwtIssuer = "bench",
            JwtAudience = "bench",
            JwksUri = new Uri("file:///nowhere"),
            HttpPort = ports[0],
            MetricsPort = ports[1],
        };
    }
}
