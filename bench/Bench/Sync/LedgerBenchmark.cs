using System.Collections.Concurrent;
using System.Globalization;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Tests.Regions;

namespace WedSync.Bench.Sync;

/// <summary>
/// Replicated writes, and a region that is killed amid them with all its disks wiped: every write that was acknowledged is looked for in the
/// other one. The regions take turns; the one that was lost is filled again by the other before the next seed begins.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Writers = 64;

    private static readonly TimeSpan LongestPromise = TimeSpan.FromSeconds(5);

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        await using var estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await estate.WaitCurrentAsync();
        var (acknowledged, unknown, lost) = (0L, 0L, 0L);
        for (var seed = 0; seed < settings.Seeds; seed++)
        {
            var (count, cut, missing) = await RunSeedAsync(estate, seed, settings.WritesPerSeed);
            acknowledged += count;
            unknown += cut;
            lost += missing;
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"seed {seed}: {count} acknowledged as replicated, {cut} under way when the region was lost, {missing} lost"));
        }

        return new BenchReport(
            "sync-ledger",
            new Dictionary<string, double>
            {
                ["regions killed and wiped"] = settings.Seeds,
                ["writes acknowledged as replicated"] = acknowledged,
                ["writes under way at a loss"] = unknown,
                ["acknowledged writes lost"] = lost,
            },
            "",
            [
                new("acknowledged over asked for", acknowledged / (double)(settings.Seeds * settings.WritesPerSeed), ">=", 1),
                new("replicated writes lost", lost, "<=", 0),
            ]);
    }

    private static async Task<(long Acknowledged, long Unknown, long Lost)> RunSeedAsync(TestEstate estate, int seed, int writes)
    {
        var random = new Random(seed);
        var (victim, survivor) = seed % 2 == 0 ? (estate[0], estate[1]) : (estate[1], estate[0]);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var enough = writes + random.Next(Writers);
        var (next, answered, promised) = (0, 0, 0);
        using var stop = new CancellationTokenSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync()));
        await reached.Task;

        // In the midst of the writes: nothing is waited for before the last byte is gone.
        victim.Cluster.KillAll();
        await victim.Workers.Last(worker => worker.IsRunning).KillAsync();
        await stop.CancelAsync();
        await writing;
        var lost = 0L;
        foreach (var page in acknowledged.Chunk(200))
        {
            var bodies = await Task.WhenAll(page.Select(write => survivor.GetAsync(write.Key)));
            lost += page.Where((write, i) => bodies[i] != write.Value).Count();
        }

        await victim.Cluster.StartAllAsync(disks: "");
        await victim.StartWorkerAsync();
        await estate.WaitCurrentAsync();
        return (acknowledged.Count, Volatile.Read(ref next) - Volatile.Read(ref answered), lost);

        async Task WriteAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                var (id, body) = (EntryId.ForKey("acme", $"ledger{seed}-{number}"), $"{seed} {number}");
                try
                {
                    var write = await victim.PutAsync(id, body, cancellation: stop.Token);
                    var isHeld = await victim.WaitReplicatedAsync(id, write.Version.Stamp, LongestPromise, stop.Token);
                    if (isHeld) acknowledged[id] = body;
                    Interlocked.Increment(ref answered);
                    if (isHeld && Interlocked.Increment(ref promised) >= enough) reached.TrySetResult();
                }
                catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
                {
                    // Neither acknowledged nor refused: the region is going.
                }
            }
        }
    }
}
