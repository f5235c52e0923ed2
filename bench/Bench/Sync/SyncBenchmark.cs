using System.Collections.Concurrent;
using System.Diagnostics;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Tests.Regions;
using WedSync.TestKit.Redis;

namespace WedSync.Bench.Sync;

/// <summary>
/// Replication between two regions of real Redis clusters and workers, by mutual TLS, over proxies: lag over an injected delay, drain after
/// a cut, bytes of a comparison over a full copy, an empty region's catch-up over Redis' own full sync.
/// </summary>
internal static class SyncBenchmark
{
    private const int BodyBytes = 1000;
    private const int Keys = 40_000;
    private const int KeysPerDifference = 1000;
    private const int LagWrites = 300;
    private const int WritesPerSecond = 200;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);
    private static readonly string Body = new('x', BodyBytes);

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        await using var estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await estate.WaitCurrentAsync();
        var lag = await LagAsync(estate);
        var drain = await DrainAsync(estate, TimeSpan.FromSeconds(settings.Seconds * 5));
        await FillAsync(estate);
        var (comparison, copy) = await ComparisonAsync(estate);
        var (catchUp, fullSync) = await CatchUpAsync(estate);
        return new BenchReport(
            "sync",
            new Dictionary<string, double>
            {
                ["lag p99, ms"] = lag,
                ["injected one-way delay, ms"] = Delay.TotalMilliseconds,
                ["writes/s during the cut"] = WritesPerSecond,
                ["drain after it, records/s"] = drain,
                ["bytes of a comparison"] = comparison,
                ["bytes of a full copy"] = copy,
                ["catch-up of an empty region, s"] = catchUp,
                ["Redis full sync of it, s"] = fullSync,
            },
            "",
            [
                new("lag p99 over one-way delay", lag / Delay.TotalMilliseconds, "<=", 1.5),
                new("drain rate over write rate", drain / WritesPerSecond, ">=", 5),
                new("comparison over full copy, bytes", comparison / copy, "<=", 0.01),
                new("catch-up over Redis full sync", catchUp / fullSync),
            ]);
    }

    private static async Task<double> LagAsync(TestEstate estate)
    {
        foreach (var region in estate.Regions)
        {
            foreach (var link in estate.LinksOf(region)) link.Delay = Delay;
        }

        var arrived = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var subscriber = estate[1].Redis.Connections.GetSubscriber();
        await subscriber.SubscribeAsync(RedisChannel.Literal(ChangeMessage.Channel), (_, message) =>
        {
            if (ChangeMessage.TryParse((string)message!, out var change) && change.Origin == estate[0].Name) arrived.TryAdd(change.Id, Stopwatch.GetTimestamp());
        });
        var ids = TestEstate.Ids("lag", LagWrites);
        var written = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            await estate[0].PutAsync(id, Body);
            written[id] = Stopwatch.GetTimestamp();
            await Task.Delay(1000 / WritesPerSecond * 4);
        }

        await TestRegion.WaitAsync(() => Task.FromResult(ids.All(arrived.ContainsKey)), estate.Explain, 60);
        await subscriber.UnsubscribeAllAsync();
        foreach (var link in estate.LinksOf(estate[0])) link.Delay = TimeSpan.Zero;
        var lags = ids.Select(id => Stopwatch.GetElapsedTime(written[id], arrived[id]).TotalMilliseconds).Order().ToList();
        return lags[(int)(lags.Count * 0.99)];
    }

    private static async Task<double> DrainAsync(TestEstate estate, TimeSpan cut)
    {
        foreach (var link in estate.LinksOf(estate[0])) link.Cut();
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < cut)
        {
            await Task.WhenAll(Enumerable.Range(0, WritesPerSecond / 10).Select(i => estate[0].PutAsync(Name("drain", count + i), Body)));
            count += WritesPerSecond / 10;
            var ahead = TimeSpan.FromSeconds(count / (double)WritesPerSecond) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }

        foreach (var link in estate.LinksOf(estate[0])) link.Heal();
        var healed = Stopwatch.GetTimestamp();
        await WaitHoldsAsync(estate, [.. Enumerable.Range(0, count).Select(i => Name("drain", i))]);
        return count / Stopwatch.GetElapsedTime(healed).TotalSeconds;
    }

    private static async Task FillAsync(TestEstate estate)
    {
        foreach (var page in Enumerable.Range(0, Keys).Chunk(500)) await Task.WhenAll(page.Select(i => estate[0].PutAsync(Name("fill", i), Body)));
        await WaitHoldsAsync(estate, [.. Enumerable.Range(0, Keys).Select(i => Name("fill", i))]);
        await estate.WaitCurrentAsync();
    }

    // Records vanish in one region without a trace, as a failover loses them.
    private static async Task<(double Comparison, double Copy)> ComparisonAsync(TestEstate estate)
    {
        var lost = Enumerable.Range(0, Keys / KeysPerDifference).Select(i => Name("fill", i * KeysPerDifference)).ToList();
        foreach (var id in lost)
        {
            var partition = Partitions.Of(id);
            await estate[1].Redis.Database.KeyDeleteAsync(Partitions.EntryKey(partition, id));
            await estate[1].Redis.Database.SortedSetRemoveAsync(Partitions.IndexKey(partition, estate[0].Name), id);
        }

        var links = estate.LinksOf(estate[0]).Distinct().ToList();
        var before = links.Sum(link => link.Bytes);
        await estate[1].Workers[0].CompareAsync();
        await WaitHoldsAsync(estate, lost);
        await TestRegion.WaitAsync(async () => (await estate[1].Workers[0].StatusAsync()).Peers.All(peer => peer.WaitingPartitions == 0), estate.Explain, 60);
        var value = (await estate[0].Store.ReadAsync(Name("fill", 0), CancellationToken.None))!.Length;
        return (links.Sum(link => link.Bytes) - before, (double)Keys * value);
    }

    private static async Task<(double CatchUp, double FullSync)> CatchUpAsync(TestEstate estate)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var node in estate[0].Cluster.Nodes)
            await estate[0].Cluster.CommandAsync(node, "--rdb", Path.Combine(estate[0].Folder, $"{node.Port}.rdb"));
        var fullSync = Stopwatch.GetElapsedTime(started).TotalSeconds;

        await estate[1].Workers[0].KillAsync();
        estate[1].Cluster.KillAll();
        await estate[1].Cluster.StartAllAsync(disks: "");
        started = Stopwatch.GetTimestamp();
        await estate[1].StartWorkerAsync();
        await WaitHoldsAsync(estate, [.. Enumerable.Range(0, Keys).Select(i => Name("fill", i))]);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, fullSync);
    }

    private static Task WaitHoldsAsync(TestEstate estate, IReadOnlyList<string> ids)
    {
        var missing = ids.ToList();
        return TestRegion.WaitAsync(
            async () =>
            {
                // From the end: what comes last is looked at first, and most looks are one read.
                while (missing.Count > 0)
                {
                    var page = missing.TakeLast(500).ToList();
                    var held = await Task.WhenAll(page.Select(id => estate[1].Redis.Database.KeyExistsAsync(Partitions.EntryKey(Partitions.Of(id), id))));
                    missing.RemoveRange(missing.Count - page.Count, page.Count);
                    missing.AddRange(page.Where((_, i) => !held[i]));
                    if (held.Any(isHeld => !isHeld)) return false;
                }

                return true;
            },
            estate.Explain,
            300);
    }

    private static string Name(string prefix, int number) => EntryId.ForKey("acme", $"{prefix}{number}");
}
