using WedSync.CacheService.Sweeping;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Tests.Sweeping;

[Collection(nameof(IndexSweepingTests))]
public sealed class IndexSweepingTests : OwnRegion
{
    [Fact]
    public async Task ExpiredEntries_LeaveTheIndexAndTombstonesStay_AndPodsShareTheWork()
    {
        var pods = await StartPodsAsync(2, (EnvironmentNames.SweepInterval, "3s"));
        await PutAsync(pods[0], "gone", "x", ("WedSync-Query-Type", "flash"));
        await PutAsync(pods[0], "kept", "x");
        await PutAsync(pods[0], "deleted", "x");
        (await pods[0].SendAsync(HttpMethod.Delete, "/v1/entries/deleted", Token)).Dispose();
        Assert.NotEqual("", await ScoreAsync("gone"));

        await Eventually.TrueAsync(async () => await ScoreAsync("gone") == "");
        await Eventually.TrueAsync(async () => await SumAsync(pods, "done") >= 2 * IndexSweeping.Groups);

        Assert.NotEqual("", await ScoreAsync("kept"));
        // Younger than any fill that may still come: its peers' acknowledgement alone would not do.
        Assert.NotEqual("", await ScoreAsync("deleted"));
        Assert.True(await SumAsync(pods, "claimed") > 0);
        foreach (var pod in pods) Assert.True(await pod.MetricAsync(Series("done")) > 0, "A pod swept nothing.");
        Assert.Equal(1, (await Task.WhenAll(pods.Select(pod => pod.MetricAsync("cache_index_swept_total")))).Sum());
    }

    private static string Series(string outcome) => $"cache_index_sweeps_total{{outcome=\"{outcome}\"}}";

    private static async Task<double> SumAsync(Pod[] pods, string outcome) =>
        (await Task.WhenAll(pods.Select(pod => pod.MetricAsync(Series(outcome))))).Sum();

    private async Task<string> ScoreAsync(string key)
    {
        var id = EntryId.ForKey("acme", key);
        var node = await Cluster.PrimaryOfAsync(id);
        return (await Cluster.CommandAsync(node, "ZSCORE", Partitions.IndexKey(Partitions.Of(id), "us-east"), id)).Trim();
    }
}
