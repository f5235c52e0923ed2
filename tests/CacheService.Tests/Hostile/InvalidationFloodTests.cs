using System.Collections.Concurrent;
using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts.Metrics;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>A caller that invalidates tags which nobody has, and what that costs everybody else.</summary>
[Collection(nameof(InvalidationFloodTests))]
public sealed class InvalidationFloodTests : OwnRegion
{
    private const int Lanes = 16;
    private const int RequestsPerLane = 40;
    private const int TagsPerRequest = 32;

    [Fact]
    public async Task Flood_OfTagsNobodyHas_LeavesAFixedNumberOfRecords_AndOtherTenantsAlone()
    {
        var pod = await StartPodAsync();
        var beta = Issuer.Token("beta");
        using (var put = await pod.PutAsync("k", "theirs", beta, ("WedSync-Tags", "t1,t2"))) Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        await PutAsync(pod, "mine", "mine", ("WedSync-Tags", "lane0-0-0"));

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => FloodAsync(pod, lane))));

        var records = await RecordsAsync("e:*acme#*");
        // Of 20 480 tags; each had a record of its own.
        Assert.InRange(records, InvalidationId.Buckets / 2, InvalidationId.Buckets);
        Assert.Equal(records, await pod.MetricAsync(MetricNames.LastingRecords));
        Assert.Equal(0, await RecordsAsync("e:*beta#*"));
        using var theirs = await pod.GetAsync("k", beta);
        Assert.Equal(HttpStatusCode.OK, theirs.StatusCode);
        Assert.Equal("404", await ReadAsync(pod, "mine"));
    }

    [Fact]
    public async Task RandomTags_AnEntryOfAnInvalidatedOneIsServedByNoPod()
    {
        var pods = await StartPodsAsync(2);
        var random = new Random(20_261_129);
        var tags = Enumerable.Range(0, 400).Select(_ => RandomTag(random)).ToArray();
        var entries = Enumerable.Range(0, 150).ToDictionary(i => $"k{i}", _ => random.GetItems(tags, random.Next(1, 33)).Distinct().ToArray());
        foreach (var (key, of) in entries) await PutAsync(pods[0], key, "x", ("WedSync-Tags", string.Join(',', of)));
        foreach (var key in entries.Keys) Assert.Equal("x", await ReadAsync(pods[1], key));

        var ended = random.GetItems(tags, 12).ToHashSet();
        var json = System.Text.Json.JsonSerializer.Serialize(new { tags = ended });
        using (var done = await pods[0].PostAsync("/v1/tags/invalidate", json, Token)) Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var records = ended.Select(Record).ToHashSet();
        var gone = entries.Where(entry => entry.Value.Any(ended.Contains)).ToList();
        var kept = entries.Where(entry => !entry.Value.Select(Record).Any(records.Contains)).ToList();
        Assert.InRange(gone.Count, 20, 149);
        foreach (var (key, _) in gone)
        {
            Assert.Equal("404", await ReadAsync(pods[0], key));
            await Eventually.TrueAsync(async () => await ReadAsync(pods[1], key) == "404", seconds: 1);
        }

        // A tag that shares a record with one of them takes its entries with it; whatever shares none stays.
        Assert.InRange(kept.Count, 10, 150 - gone.Count);
        foreach (var (key, _) in kept) Assert.Equal("x", await ReadAsync(pods[1], key));
    }

    [Fact]
    public async Task RecordOfAFormerBuild_StillEndsItsEntries()
    {
        var pod = await StartPodAsync();
        await PutAsync(pod, "k", "x", ("WedSync-Tags", "venue-7"));
        await InMemoryAsync(pod, "k");
        await using var redis = await Core.Redis.RedisCluster.ConnectAsync(Cluster.Settings);
        await new Core.Redis.InvalidationStore(new Core.Redis.EntryStore(redis, "us-east")).InvalidateAsync(["acme#venue-7"], DateTimeOffset.UtcNow, default);
        await Eventually.TrueAsync(async () => await ReadAsync(pod, "k") == "404", seconds: 2);
        var next = await StartPodAsync();
        Assert.Equal("404", await ReadAsync(next, "k"));
    }

    private async Task FloodAsync(Pod pod, int lane)
    {
        for (var i = 0; i < RequestsPerLane; i++)
        {
            var tags = string.Join(',', Enumerable.Range(0, TagsPerRequest).Select(tag => $"\"lane{lane}-{i}-{tag}\""));
            using var response = await pod.PostAsync("/v1/tags/invalidate", $$"""{"tags":[{{tags}}]}""", Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private async Task<int> RecordsAsync(string pattern)
    {
        var names = new ConcurrentBag<string>();
        foreach (var node in Cluster.Nodes.Take(Cluster.Primaries))
        {
            foreach (var name in (await Cluster.CommandAsync(node, "--scan", "--pattern", pattern)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                names.Add(name);
        }

        return names.Distinct().Count();
    }

    private static string Record(string tag) => InvalidationId.OfTag("acme", tag);

    private static string RandomTag(Random random)
    {
        const string characters = "ABCXYZabcxyz0189-._~:@+=";
        return new string(random.GetItems(characters.AsSpan(), random.Next(1, 129)));
    }
}
