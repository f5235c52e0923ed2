using System.Diagnostics;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.Core.Keyspace;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Failures;

/// <summary>A Redis that answers late, or not for a while.</summary>
[Collection(nameof(SlowStoreTests))]
public sealed class SlowStoreTests : OwnRegion
{
    protected override Task<TestRedisCluster> StartClusterAsync() => TestRedisCluster.StartAsync(linked: true);

    [Fact]
    public async Task PrimaryFrozenForASecond_AnswersStayRightAndBoundedAndAllComeBack()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"));
        var keys = Enumerable.Range(0, 12).Select(i => $"k{i}").ToArray();
        foreach (var key in keys) await PutAsync(pod, key, key);
        var node = await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", keys[0]));
        node.Stop();
        var freeze = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        while (freeze.Elapsed < TimeSpan.FromSeconds(1))
        {
            var started = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(keys.Select(async key => (Key: key, Answer: await ReadAsync(pod, key))));
            var took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
            // The value, from the primary or a replica, or the error that says to try again: never another answer, never none.
            Assert.All(answers, pair => Assert.True(pair.Answer == pair.Key || pair.Answer == "503", pair.Answer));
        }

        node.Resume();
        Assert.InRange(longest.TotalSeconds, 0, 6);
        await Eventually.TrueAsync(async () => (await Task.WhenAll(keys.Select(key => ReadAsync(pod, key)))).SequenceEqual(keys));
    }

    [Fact]
    public async Task LinkOfTwoHundredMilliseconds_SlowsAnswersAndFailsNone()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"));
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.FromMilliseconds(200);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await PutAsync(pod, $"slow{i}", $"{i}");
            Assert.Equal($"{i}", await ReadAsync(pod, $"slow{i}"));
        }));

        // Fifty at once, each a write and a read: they share the link, one after the other they would take 20 s.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.4, 10);
    }

    [Fact]
    public async Task LinkOfASecond_IsAnsweredAsUnavailableWithinTheDeadlineAndRecovers()
    {
        var pod = await StartPodAsync();
        await PutAsync(pod, "k", "x");
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.FromSeconds(1);
        var started = Stopwatch.GetTimestamp();
        using var refused = await pod.GetAsync("elsewhere", Token);
        Assert.Equal("503 store-unavailable", await Api.EntryApiTests.ProblemOf(refused));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 6);
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.Zero;
        await Eventually.TrueAsync(async () => await ReadAsync(pod, "k") == "x" && await ReadAsync(pod, "elsewhere") == "404");
    }

    [Fact]
    public async Task MemoryOff_EveryReadIsTheStores()
    {
        var pods = new[] { await StartPodAsync((EnvironmentNames.L1Bytes, "0")), await StartPodAsync() };
        foreach (var pod in pods)
        {
            await PutAsync(pod, "k", "x");
            for (var i = 0; i < 20; i++) Assert.Equal("x", await ReadAsync(pod, "k"));
        }

        Assert.Equal(20, await pods[0].MetricAsync("cache_hits_total{operation=\"get\",tier=\"l2\"}"));
        Assert.Equal(0, await pods[0].MetricAsync("cache_hits_total{operation=\"get\",tier=\"l1\"}"));
        Assert.Equal(0, await pods[0].MetricAsync("cache_l1_used_bytes"));
        Assert.True(await pods[1].MetricAsync("cache_hits_total{operation=\"get\",tier=\"l1\"}") > 0);
    }
}
