using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Tests.Regions;
using WedSync.TestKit.Redis;

namespace WedSync.Bench.Sync;

/// <summary>
/// Replication between two regions of real Redis clusters and workers, by mutual TLS, over proxies: lag over an injected delay, drain after
/// a cut, an empty region's catch-up over Redis' own full sync, bytes of a comparison over those of that full copy.
/// </summary>
internal static class SyncBenchmark
{
    private const int BodyBytes = 1000;
    private const int KeysPerDifference = 1000;
    private const int WarmUpWrites = 2000;
    private const int LagWrites = 2000;
    private const int LagWritesPerSecond = 100;
    private const int WritesPerSecond = 200;
    private const double Patience = 600;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    // Cut at random places, so that no body can be packed to nothing.
    private static readonly string Noise = Convert.ToBase64String(NoiseBytes(new Random(1)));

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        await using var estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await estate.WaitCurrentAsync();
        var lags = await LagAsync(estate);
        Tell($"lag measured over {LagWrites} writes, after {WarmUpWrites} others");
        var (drained, drain, gap) = await DrainAsync(estate, TimeSpan.FromSeconds(settings.CutSeconds));
        Tell($"{drained} writes drained after a cut of {settings.CutSeconds} s");
        await EmptyAsync(estate[1]);
        await FillAsync(estate[0], settings.Keys);
        Tell($"{settings.Keys} records written");
        var fullSync = await FullSyncAsync(estate[0]);
        var (catchUp, copy) = await CatchUpAsync(estate, settings.Keys);
        Tell("the empty region has caught up");
        var (comparison, differences) = await ComparisonAsync(estate, settings.Keys);
        return new BenchReport(
            "sync",
            new Dictionary<string, double>
            {
                ["injected one-way delay, ms"] = Delay.TotalMilliseconds,
                ["lag p50, ms"] = lags[lags.Count / 2],
                ["lag p99, ms"] = lags[(int)(lags.Count * 0.99)],
                ["cut, s"] = settings.CutSeconds,
                ["writes/s during the cut"] = drained / (double)settings.CutSeconds,
                ["drain after it, records/s"] = drain,
                ["records missing after the drain"] = gap,
                ["records of the full copy"] = settings.Keys,
                ["bytes of the full copy"] = copy,
                ["differences"] = differences,
                ["bytes of the comparison"] = comparison,
                ["catch-up of an empty region, s"] = catchUp,
                ["Redis full sync of the same, s"] = fullSync,
            },
            "",
            [
                new("lag p99 over one-way delay", lags[(int)(lags.Count * 0.99)] / Delay.TotalMilliseconds, "<=", 1.5),
                new("drain rate over write rate", drain * settings.CutSeconds / drained, ">=", 5),
                new("records missing after the drain", gap, "=", 0),
                new("comparison over full copy, bytes", comparison / copy, "<=", 0.01),
                new("catch-up over Redis full sync", catchUp / fullSync),
            ]);
    }

    private static async Task<IReadOnlyList<double>> LagAsync(TestEstate estate)
    {
        foreach (var link in estate.LinksOf(estate[0])) link.Delay = Delay;
        var arrived = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var subscriber = estate[1].Redis.Connections.GetSubscriber();
        await TestRegion.WaitAsync(() => HearAsync(subscriber, change =>
        {
            // The wall clock: it is compared with the stamp, which Redis took from the wall clock of this machine.
            if (change.Origin == estate[0].Name) arrived.TryAdd(change.Id, TimeProvider.System.GetUtcNow());
        }), estate.Explain);
        // From the moment at which Redis stored a write, which its stamp tells, until the other region's Redis says that it has it.
        var written = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LagWritesPerSecond));
        for (var i = 0; i < WarmUpWrites + LagWrites; i++)
        {
            var id = Name("lag", i);
            var write = await estate[0].PutAsync(id, Body(i));
            // A process that has just started compiles: that is not the protocol's lag.
            if (i >= WarmUpWrites) written[id] = write.Version.Stamp;
            await timer.WaitForNextTickAsync();
        }

        await TestRegion.WaitAsync(() => Task.FromResult(written.Keys.All(arrived.ContainsKey)), estate.Explain);
        await subscriber.UnsubscribeAllAsync();
        foreach (var link in estate.LinksOf(estate[0])) link.Delay = TimeSpan.Zero;
        return [.. written.Select(write => (arrived[write.Key] - DateTimeOffset.FromUnixTimeMilliseconds(write.Value.UnixMilliseconds)).TotalMilliseconds).Order()];
    }

    // On a busy machine the connection for it may come a moment after the others.
    private static async Task<bool> HearAsync(ISubscriber subscriber, Action<ChangeMessage> heard)
    {
        try
        {
            await subscriber.SubscribeAsync(RedisChannel.Literal(ChangeMessage.Channel), (_, text) =>
            {
                if (ChangeMessage.TryParse((string)text!, out var change)) heard(change);
            });
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private static async Task<(int Written, double PerSecond, long Missing)> DrainAsync(TestEstate estate, TimeSpan cut)
    {
        var before = await AppliedAsync(estate[1]);
        foreach (var link in estate.LinksOf(estate[0])) link.Cut();
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < cut)
        {
            await Task.WhenAll(Enumerable.Range(count, WritesPerSecond / 10).Select(i => estate[0].PutAsync(Name("drain", i), Body(i))));
            count += WritesPerSecond / 10;
            var ahead = TimeSpan.FromSeconds(count / (double)WritesPerSecond) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }

        foreach (var link in estate.LinksOf(estate[0])) link.Heal();
        var healed = Stopwatch.GetTimestamp();
        await WaitAppliedAsync(estate, before + count);
        var seconds = Stopwatch.GetElapsedTime(healed).TotalSeconds;
        return (count, count / seconds, await MissingAsync(estate[1], "drain", count));
    }

    private static async Task EmptyAsync(TestRegion region)
    {
        region.Cluster.KillAll();
        await region.Workers.Last(worker => worker.IsRunning).KillAsync();
        await region.Cluster.StartAllAsync(disks: "");
    }

    private static async Task FillAsync(TestRegion region, int keys)
    {
        foreach (var page in Enumerable.Range(0, keys).Chunk(1000)) await Task.WhenAll(page.Select(i => region.PutAsync(Name("fill", i), Body(i))));
    }

    // Three bare servers that become replicas of the primaries: snapshot, transfer and load, as when a replica starts empty.
    private static async Task<double> FullSyncAsync(TestRegion region)
    {
        using var directory = new TestDirectory();
        var started = Stopwatch.GetTimestamp();
        var replicas = region.Cluster.Nodes.Select(node =>
        {
            var port = FreePorts.Take(1)[0];
            var folder = Directory.CreateDirectory(Path.Combine(directory.Path, $"{port}")).FullName;
            return (Port: port, Server: new Companion(
                "redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--repl-diskless-load", "swapdb",
                "--replicaof", $"127.0.0.1 {node.Port}"));
        }).ToList();
        try
        {
            foreach (var (port, _) in replicas)
                await TestRegion.WaitAsync(async () => await IsInStepAsync(port), () => $"the replica on {port} does not come up", Patience);
            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            foreach (var (_, server) in replicas) server.Dispose();
        }
    }

    private static async Task<bool> IsInStepAsync(int port)
    {
        try
        {
            return (await Tools.RunAsync("redis-cli", ["-p", $"{port}", "INFO", "replication"])).Contains("master_link_status:up", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private static async Task<(double Seconds, double Bytes)> CatchUpAsync(TestEstate estate, int keys)
    {
        var before = BytesOf(estate);
        await estate[1].StartWorkerAsync();
        // From when it works: the time in which a process starts is not that of the protocol.
        var started = Stopwatch.GetTimestamp();
        await WaitAppliedAsync(estate, await IndexedAsync(estate[0], estate[0].Name));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await estate.WaitCurrentAsync();
        var missing = await MissingAsync(estate[1], "fill", keys);
        return missing == 0 ? (seconds, BytesOf(estate) - before) : throw new InvalidOperationException($"{missing} records did not arrive.");
    }

    // Records vanish in one region without a trace, as a failover loses them.
    private static async Task<(double Bytes, int Differences)> ComparisonAsync(TestEstate estate, int keys)
    {
        var lost = Enumerable.Range(0, keys / KeysPerDifference).Select(i => Name("fill", i * KeysPerDifference)).ToList();
        foreach (var id in lost)
        {
            var partition = Partitions.Of(id);
            await estate[1].Redis.Database.KeyDeleteAsync(Partitions.EntryKey(partition, id));
            await estate[1].Redis.Database.SortedSetRemoveAsync(Partitions.IndexKey(partition, estate[0].Name), id);
        }

        var (before, applied) = (BytesOf(estate), await AppliedAsync(estate[1]));
        var worker = estate[1].Workers.Last(running => running.IsRunning);
        await worker.CompareAsync();
        await WaitAppliedAsync(estate, applied + lost.Count);
        await TestRegion.WaitAsync(async () => (await worker.StatusAsync()).Peers.All(peer => peer.WaitingPartitions == 0), estate.Explain, Patience);
        var bytes = BytesOf(estate) - before;
        var missing = await MissingAsync(estate[1], "fill", keys);
        return missing == 0 ? (bytes, lost.Count) : throw new InvalidOperationException($"{missing} records did not come back.");
    }

    private static long BytesOf(TestEstate estate) => estate.LinksOf(estate[0]).Distinct().Sum(link => link.Bytes);

    // The worker's own count costs nothing to ask for; what is there is looked at when the clock has stopped.
    private static Task WaitAppliedAsync(TestEstate estate, long count) =>
        TestRegion.WaitAsync(async () => await AppliedAsync(estate[1]) >= count, estate.Explain, Patience);

    private static async Task<long> AppliedAsync(TestRegion region) =>
        (await region.Workers.Last(worker => worker.IsRunning).StatusAsync()).Peers.Sum(peer => peer.Applied);

    /// <summary>How many records of an origin a region holds.</summary>
    private static async Task<long> IndexedAsync(TestRegion region, string origin)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Partitions.Count)
            .Select(partition => region.Redis.Database.SortedSetLengthAsync(Partitions.IndexKey(partition, origin))));
        return counts.Sum();
    }

    private static async Task<long> MissingAsync(TestRegion region, string prefix, int count)
    {
        var missing = 0L;
        foreach (var page in Enumerable.Range(0, count).Select(i => Name(prefix, i)).Chunk(1000))
        {
            var held = await Task.WhenAll(page.Select(id => region.Redis.Database.KeyExistsAsync(Partitions.EntryKey(Partitions.Of(id), id))));
            missing += held.Count(isHeld => !isHeld);
        }

        return missing;
    }

    private static string Name(string prefix, int number) => EntryId.ForKey("acme", $"{prefix}{number}");

    private static string Body(int number) => Noise.Substring((int)((uint)(number * 7919) % (Noise.Length - BodyBytes)), BodyBytes);

    private static byte[] NoiseBytes(Random random)
    {
        var bytes = new byte[1 << 20];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Tell(string what) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}"));
}
