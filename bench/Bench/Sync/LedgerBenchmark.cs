using System.Collections.Concurrent;
using WedSync.SyncWorker.Tests.Regions;

namespace WedSync.Bench.Sync;

/// <summary>Replicated writes with a region killed and its disks wiped in the middle: every write that was acknowledged is looked for.</summary>
internal static class LedgerBenchmark
{
    private const int WritesPerSeed = 2000;
    private const int Writers = 16;

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        var (acknowledged, lost) = (0L, 0L);
        for (var seed = 0; seed < settings.Rounds; seed++)
        {
            var (count, missing) = await RunSeedAsync(new Random(seed));
            acknowledged += count;
            lost += missing;
        }

        return new BenchReport(
            "sync-ledger",
            new Dictionary<string, double> { ["seeds"] = settings.Rounds, ["writes acknowledged as replicated"] = acknowledged, ["lost"] = lost },
            "",
            [new("replicated writes lost", lost, "<=", 0)]);
    }

    private static async Task<(long Acknowledged, long Lost)> RunSeedAsync(Random random)
    {
        await using var estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await estate.WaitCurrentAsync();
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var ids = TestEstate.Ids("ledger", WritesPerSeed);
        var killAfter = random.Next(WritesPerSeed / 4, WritesPerSeed * 3 / 4);
        var killed = new TaskCompletionSource();
        var writers = Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = writer; i < ids.Count && !killed.Task.IsCompleted; i += Writers)
            {
                try
                {
                    var write = await estate[0].PutAsync(ids[i], $"v{i}");
                    if (await estate[0].WaitReplicatedAsync(ids[i], write.Version.Stamp, TimeSpan.FromSeconds(2))) acknowledged[ids[i]] = $"v{i}";
                }
                catch (Exception) when (killed.Task.IsCompleted)
                {
                    return;
                }

                if (acknowledged.Count >= killAfter && killed.TrySetResult())
                {
                    await estate[0].Workers[0].KillAsync();
                    estate[0].Cluster.KillAll();
                }
            }
        });
        await Task.WhenAll(writers);
        await estate[0].Cluster.StartAllAsync(disks: "");
        var lost = 0L;
        foreach (var (id, body) in acknowledged)
        {
            if (await estate[1].GetAsync(id) != body) lost++;
        }

        return (acknowledged.Count, lost);
    }
}
