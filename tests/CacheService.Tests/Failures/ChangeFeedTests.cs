using System.Diagnostics;
using WedSync.CacheService.Tests.Support;
using WedSync.Core.Keyspace;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Failures;

/// <summary>What a pod serves from memory while its feed of changes is broken in ways that no error tells of.</summary>
[Collection(nameof(ChangeFeedTests))]
public sealed class ChangeFeedTests : OwnRegion
{
    protected override Task<TestRedisCluster> StartClusterAsync() => TestRedisCluster.StartAsync(linked: true);

    [Fact]
    public async Task NodeWithTheSubscriptionFrozen_NothingIsServedThatWasChangedASecondAgo()
    {
        var first = await StartPodAsync();
        var feed = await FeedAsync();
        Pod[] pods = [first, await StartPodAsync()];
        var key = await KeyOutsideAsync(feed);
        await PutAsync(pods[1], key, "old");
        await InMemoryAsync(pods[0], key);

        feed.Stop();
        await PutAsync(pods[1], key, "new");
        var changed = Stopwatch.StartNew();
        var late = new List<double>();
        while (changed.Elapsed.TotalSeconds < 3)
        {
            var asked = changed.Elapsed.TotalSeconds;
            if (await ReadAsync(pods[0], key) == "old" && asked > 1) late.Add(asked);
        }

        Assert.Empty(late);
        // It finds another node by itself, while the frozen one stays as it is.
        await Eventually.TrueAsync(async () => await pods[0].MetricAsync("cache_coherence_current") == 1, seconds: 40);
        await InMemoryAsync(pods[0], key);
        feed.Resume();
    }

    [Fact]
    public async Task FeedThatIsLate_IsNotTrustedThoughItNeverStops()
    {
        var pod = await StartPodAsync();
        await PutAsync(pod, "k", "x");
        await InMemoryAsync(pod, "k");
        // Beats come and come. Each is made with a clock reading that took 400 ms to arrive, and takes 400 ms itself.
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.FromMilliseconds(400);
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_coherence_current") == 0, seconds: 5);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(0, await pod.MetricAsync("cache_coherence_current"));
            await Task.Delay(100);
        }

        Assert.Equal("x", await ReadAsync(pod, "k"));
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.Zero;
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_coherence_current") == 1);
        await Eventually.TrueAsync(async () => await ReadAsync(pod, "k") == "x");
    }

    [Fact]
    public async Task PodThatWasFrozen_DoesNotServeFromBeforeOnceItGoesOn()
    {
        var pods = await StartPodsAsync(2);
        await PutAsync(pods[1], "k", "old");
        await InMemoryAsync(pods[0], "k");
        await pods[0].Process.StopAsync();
        var answers = Enumerable.Range(0, 8).Select(_ => ReadAsync(pods[0], "k")).ToList();
        await PutAsync(pods[1], "k", "new");
        // Longer than the trust; its own clock goes on, and so do the messages that fill its socket.
        await Task.Delay(1500);
        await pods[0].Process.ResumeAsync();
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("new", answer));
    }

    // The node on whose connection the only pod hears.
    private async Task<RedisNode> FeedAsync()
    {
        foreach (var node in Cluster.Nodes)
        {
            var clients = await Cluster.CommandAsync(node, "CLIENT", "LIST", "TYPE", "pubsub");
            if (clients.Contains(" sub=1 ", StringComparison.Ordinal)) return node;
        }

        throw new InvalidOperationException("The pod has no subscription.");
    }

    private async Task<string> KeyOutsideAsync(RedisNode node)
    {
        for (var i = 0; ; i++)
        {
            if (await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", $"k{i}")) != node) return $"k{i}";
        }
    }
}
