using System.Text.Json;
using WedSync.CacheService.Tests.Api;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.Core.Keyspace;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>A store whose memory or disk is full: it refuses writes with OOM or MISCONF and answers reads as ever.</summary>
[Collection(nameof(RefusingStoreTests))]
public sealed class RefusingStoreTests : OwnRegion
{
    private const string Question = """{"model":"m","messages":[{"role":"user","content":"new"}]}""";

    private readonly Dictionary<RedisNode, SmallDisk> _disks = [];

    [Fact]
    public async Task MemoryFull_WritesAreRefusedReadsGoOn_AndNoPodEnds()
    {
        // Sweeps come often, so that this loop meets the error too.
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"), (EnvironmentNames.SweepInterval, "2s"));
        await PutAsync(pod, "kept", "x");
        await FillMemoryAsync(pod);

        await RefusedAsync(pod.PutAsync("new", "x", Token));
        await RefusedAsync(pod.SendAsync(HttpMethod.Delete, "/v1/entries/kept", Token));
        await RefusedAsync(pod.PostAsync("/v1/lookup", Question, Token));
        await RefusedAsync(pod.PostAsync("/v1/tags/invalidate", """{"tags":["t"]}""", Token));
        await RefusedAsync(pod.PostAsync("/v1/subjects/erase", """{"subject":"s"}""", Token));
        Assert.Equal("x", await ReadAsync(pod, "kept"));
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_index_sweeps_total{outcome=\"failed\"}") > 3);
        Assert.True(await pod.MetricAsync("cache_redis_faults_total{fault=\"Refusing\"}") > 4);
        Assert.Equal(0, await pod.MetricAsync("cache_redis_faults_total{fault=\"Unclassified\"}"));
        Assert.Equal(200, (await HealthAsync(pod, HttpPaths.Ready)).Status);
        Assert.Equal((200, "ok", "0 of 3 primaries take writes: memory is full"), await HealthAsync(pod, HttpPaths.RegionHealth));
        Assert.Equal(0, await pod.MetricAsync("cache_store_writable"));
        Assert.Equal(1, await pod.MetricAsync("cache_store_readable"));

        await ConfigureAsync("maxmemory", "0");
        await Eventually.TrueAsync(async () => (await pod.PutAsync("new", "x", Token)).IsSuccessStatusCode);
        await Eventually.TrueAsync(async () => (await HealthAsync(pod, HttpPaths.RegionHealth)).Writes == "ok");
    }

    [Fact]
    public async Task MemoryFull_APodStartsWithoutFunctions_AndServesReads()
    {
        await PutAsync(await StartPodAsync(), "kept", "x");
        foreach (var node in Cluster.Nodes.Take(Cluster.Primaries)) await Cluster.CommandAsync(node, "FUNCTION", "FLUSH");
        await ConfigureAsync("maxmemory-policy", "noeviction");
        await ConfigureAsync("maxmemory", "1mb");

        var pod = await StartPodAsync();
        Assert.Equal("x", await ReadAsync(pod, "kept"));
        using var put = await pod.PutAsync("new", "x", Token);
        Assert.Equal(503, (int)put.StatusCode);
        await ConfigureAsync("maxmemory", "0");
        await Eventually.TrueAsync(async () => (await pod.PutAsync("new", "x", Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task MemoryFull_StaleAnswersAreServedWithoutALease()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"));
        var lookup = await LookupAsync(pod);
        await PutAsync(pod, lookup.Key, "old", ("WedSync-Query-Type", "short"));
        await Eventually.TrueAsync(async () =>
        {
            using var read = await pod.GetAsync(lookup.Key, Token);
            return read.Headers.GetValues("WedSync-State").Single() == "stale";
        });
        await FillMemoryAsync(pod);
        using var answer = await pod.PostAsync("/v1/lookup", Question, Token);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("stale", answer.Headers.GetValues("WedSync-State").Single());
        Assert.False(answer.Headers.Contains("WedSync-Lease"));
        Assert.Equal("old", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task DiskOfOnePrimaryFull_OnlyItsKeysAreRefused_AndNoPodEnds()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"), (EnvironmentNames.SweepInterval, "2s"));
        var keys = Enumerable.Range(0, 60).Select(i => $"k{i}").ToArray();
        foreach (var key in keys) await PutAsync(pod, key, "x");
        var full = await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", keys[0]));
        var onIt = new HashSet<string>();
        foreach (var key in keys)
        {
            if (await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", key)) == full) onIt.Add(key);
        }

        Assert.InRange(onIt.Count, 2, keys.Length - 2);
        var probe = onIt.Last();
        onIt.Remove(probe);

        _disks[full].Fill();
        await Eventually.TrueAsync(async () => (int)(await pod.PutAsync(probe, "new", Token)).StatusCode == 503);
        foreach (var key in keys.Where(key => key != probe))
        {
            using var put = await pod.PutAsync(key, "new", Token);
            Assert.Equal(onIt.Contains(key) ? 503 : 201, (int)put.StatusCode);
            Assert.Equal(onIt.Contains(key) ? "x" : "new", await ReadAsync(pod, key));
        }

        await RefusedAsync(pod.PutAsync(keys[0], "new", Token));
        await Eventually.TrueAsync(async () =>
            await HealthAsync(pod, HttpPaths.RegionHealth) == (200, "ok", "2 of 3 primaries take writes: the disk takes no writes"));
        _disks[full].Empty();
        await Eventually.TrueAsync(async () => (await pod.PutAsync(keys[0], "after", Token)).IsSuccessStatusCode);
        Assert.Equal("after", await ReadAsync(pod, keys[0]));
    }

    public override async Task DisposeAsync()
    {
        // First: a folder on which a disk is mounted cannot be deleted.
        foreach (var disk in _disks.Values) disk.Dispose();
        await base.DisposeAsync();
    }

    protected override Task<TestRedisCluster> StartClusterAsync() => TestRedisCluster.StartAsync(beforeStart: node =>
    {
        // With room for what the test writes, which is little.
        _disks[node] = SmallDisk.Mount(node.DataDirectory, kibibytes: 2048);
    });

    private static async Task RefusedAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        Assert.Equal("503 store-read-only", await EntryApiTests.ProblemOf(response));
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
    }

    private static async Task<(int Status, string Reads, string Writes)> HealthAsync(Pod pod, string path)
    {
        using var response = await pod.Http.GetAsync(new Uri(path, UriKind.Relative));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, Text("reads"), Text("writes"));

        string Text(string name) => answer.RootElement.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    private async Task<(string Key, string Lease)> LookupAsync(Pod pod)
    {
        using var response = await pod.PostAsync("/v1/lookup", Question, Token);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (answer.RootElement.GetProperty("key").GetString()!, answer.RootElement.GetProperty("lease").GetString()!);
    }

    // Nothing may be evicted: the test looks at what is read meanwhile.
    private async Task FillMemoryAsync(Pod pod)
    {
        await ConfigureAsync("maxmemory-policy", "noeviction");
        await ConfigureAsync("maxmemory", "1mb");
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_store_writable") == 0);
    }

    private async Task ConfigureAsync(string name, string value)
    {
        foreach (var node in Cluster.Nodes) await Cluster.CommandAsync(node, "CONFIG", "SET", name, value);
    }
}
