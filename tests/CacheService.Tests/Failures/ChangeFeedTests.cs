using System.Diagnostics;
using System.Globalization;
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
    public async Task FeedHalfOpen_NothingIsServedThatWasChangedASecondAgo()
    {
        var listener = await StartPodAsync();
        var feeds = await FeedsAsync();
        var writer = await StartPodAsync();
        await PutAsync(writer, "k", "old");
        await InMemoryAsync(listener, "k");

        // No connection ends and no error comes: the changes just stay away.
        foreach (var (node, port) in feeds) node.Link!.Freeze(port);
        await PutAsync(writer, "k", "new");
        Assert.Empty(await LateAsync(listener, "k", "old", TimeSpan.FromSeconds(3)));
        // It makes itself another feed.
        await Eventually.TrueAsync(async () => await listener.MetricAsync("cache_coherence_current") == 1, seconds: 40);
        await InMemoryAsync(listener, "k");
    }

    [Fact]
    public async Task NodeOfTheFeedFrozen_ThePodHearsChangesAgainWhileItStaysFrozen()
    {
        var listener = await StartPodAsync();
        var feed = (await FeedsAsync())[0].Node;
        var writer = await StartPodAsync();
        var key = await KeyOutsideAsync(feed);
        await PutAsync(writer, key, "old");
        await InMemoryAsync(listener, key);

        feed.Stop();
        await PutAsync(writer, key, "new");
        Assert.Empty(await LateAsync(listener, key, "old", TimeSpan.FromSeconds(3)));
        await Eventually.TrueAsync(async () => await listener.MetricAsync("cache_coherence_current") == 1, seconds: 40);
        await InMemoryAsync(listener, key);
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
        var answers = Enumerable.Range(0, 8).Select(_ => StateAsync(pods[0], "k")).ToList();
        await PutAsync(pods[1], "k", "new");
        // Longer than the trust; its own clock goes on, and so do the messages that fill its socket.
        await Task.Delay(1500);
        await pods[0].Process.ResumeAsync();
        // Its calls to the store may have timed out by then: what it rescues from memory it calls stale, as in any outage.
        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer is "fresh new" or "stale old" or "503", answer));
        await Eventually.TrueAsync(async () => await StateAsync(pods[0], "k") == "fresh new");
    }

    private async Task<string> StateAsync(Pod pod, string key)
    {
        using var response = await pod.GetAsync(key, Token);
        return response.IsSuccessStatusCode
            ? $"{response.Headers.GetValues("WedSync-State").Single()} {await response.Content.ReadAsStringAsync()}"
            : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
    }

    // When, in seconds from now, an answer came that had been overtaken for more than a second.
    private async Task<List<double>> LateAsync(Pod pod, string key, string old, TimeSpan duration)
    {
        var changed = Stopwatch.StartNew();
        var late = new List<double>();
        while (changed.Elapsed < duration)
        {
            var asked = changed.Elapsed.TotalSeconds;
            if (await ReadAsync(pod, key) == old && asked > 1) late.Add(asked);
        }

        return late;
    }

    // The connections on which the only pod hears changes.
    private async Task<List<(RedisNode Node, int Port)>> FeedsAsync()
    {
        var feeds = new List<(RedisNode, int)>();
        foreach (var node in Cluster.Nodes)
        {
            foreach (var line in (await Cluster.CommandAsync(node, "CLIENT", "LIST", "TYPE", "pubsub")).Split('\n'))
            {
                if (!line.Contains(" sub=1 ", StringComparison.Ordinal)) continue;
                var address = line.Split(' ').Single(field => field.StartsWith("addr=", StringComparison.Ordinal));
                feeds.Add((node, int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), CultureInfo.InvariantCulture)));
            }
        }

        Assert.NotEmpty(feeds);
        return feeds;
    }

    private async Task<string> KeyOutsideAsync(RedisNode node)
    {
        for (var i = 0; ; i++)
        {
            if (await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", $"k{i}")) != node) return $"k{i}";
        }
    }
}
