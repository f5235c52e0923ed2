using System.Collections.Concurrent;
using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Tests.Failures;

/// <summary>A cluster that changes its shape under load.</summary>
[Collection(nameof(TopologyTests))]
public sealed class TopologyTests : OwnRegion
{
    private const int Keys = 24;

    [Fact]
    public async Task NodeAddedAndRemoved_UnderLoad_NoRequestFailsAndNothingIsLost()
    {
        var pods = await StartPodsAsync(2);
        var keys = Enumerable.Range(0, Keys).Select(i => $"k{i}").ToArray();
        foreach (var key in keys) await PutAsync(pods[0], key, "0");
        var failures = new ConcurrentBag<string>();
        var written = new int[Keys];
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(lane => Task.Run(() => LoadAsync(pods[lane % 2], keys, lane, written, failures, stop.Token))).ToArray();

        var node = await Cluster.AddNodeAsync();
        var moved = new List<(int Slot, TestKit.Redis.RedisNode From)>();
        foreach (var key in keys.Take(Keys / 2))
        {
            var id = EntryId.ForKey("acme", key);
            var (slot, from) = (HashSlot.OfPartition(Partitions.Of(id)), await Cluster.PrimaryOfAsync(id));
            if (from == node) continue;
            await Cluster.MoveSlotAsync(slot, from, node);
            moved.Add((slot, from));
        }

        Assert.Equal(node, await Cluster.PrimaryOfAsync(EntryId.ForKey("acme", keys[0])));
        foreach (var (slot, from) in moved) await Cluster.MoveSlotAsync(slot, node, from);
        await Cluster.RemoveNodeAsync(node);
        var sum = written.Sum();
        await Eventually.TrueAsync(() => Task.FromResult(written.Sum() > sum + 200));
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Empty(failures);
        Assert.Equal(Keys / 2, moved.Count);
        for (var i = 0; i < Keys; i++) Assert.Equal($"{written[i]}", await ReadAsync(pods[1], keys[i]));
    }

    [Fact]
    public async Task TagInvalidation_OutlivesItsPrimaryAndEveryPod()
    {
        var pod = await StartPodAsync();
        await PutAsync(pod, "k", "x", ("WedSync-Tags", "t"));
        (await pod.PostAsync("/v1/tags/invalidate", """{"tags":["t"]}""", Token)).Dispose();
        var tagPrimary = await Cluster.PrimaryOfAsync(InvalidationId.OfTag("acme", "t"));
        // Redis answers before its replica has it; what is lost then is said in docs/cache-service.md and not tested here.
        await Cluster.WaitHealthyAsync();
        tagPrimary.Kill();
        await pod.Process.KillAsync();

        var next = await StartPodAsync();
        await Eventually.TrueAsync(async () => await ReadAsync(next, "k") == "404");
        await Eventually.TrueAsync(async () =>
        {
            using var put = await next.PutAsync("k", "y", Token, ("WedSync-Tags", "t"));
            return put.StatusCode == HttpStatusCode.Created;
        });
        Assert.Equal("y", await ReadAsync(next, "k"));
    }

    // Each lane has its own keys, so that what was written last is known.
    private async Task LoadAsync(Pod pod, string[] keys, int lane, int[] written, ConcurrentBag<string> failures, CancellationToken stop)
    {
        for (var i = 1; !stop.IsCancellationRequested; i++)
        {
            var at = (((i % (Keys / 4)) * 4) + lane) % Keys;
            using var put = await pod.PutAsync(keys[at], $"{i}", Token);
            if (put.StatusCode == HttpStatusCode.Created) written[at] = i;
            else failures.Add($"put {keys[at]}: {put.StatusCode} {await put.Content.ReadAsStringAsync(CancellationToken.None)}");
            if (await ReadAsync(pod, keys[at]) is var read && read != $"{written[at]}") failures.Add($"get {keys[at]}: {read} for {written[at]}");
        }
    }
}
