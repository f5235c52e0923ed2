using System.Globalization;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;
using WedSync.Hosting;
using WedSync.SyncWorker.Commands;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Quarantine, membership and the sharing of partitions, as an operator meets them.</summary>
public sealed class OperatorTests(SharedEstate shared) : SharedRegionTests(shared)
{
    [Fact]
    public async Task RecordAheadOfTheClock_IsHeldBack_UntilItIsReleasedOrDropped()
    {
        var ids = TestEstate.Ids("q", 2);
        foreach (var id in ids)
        {
            // What a clock that runs ten minutes ahead leaves behind.
            var ahead = Stamp.From(DateTimeOffset.UtcNow.AddMinutes(10)).ToString();
            await Estate[0].Redis.Database.StringSetAsync(Partitions.ClockKey(Partitions.Of(id)), ahead);
            await Estate[0].PutAsync(id, "ahead");
        }

        await TestRegion.WaitAsync(async () => await IsHeldAsync(ids[0]) && await IsHeldAsync(ids[1]), Estate.Explain);
        foreach (var region in Estate.Regions.Skip(1)) Assert.Equal(TestRegion.Nothing, await region.GetAsync(ids[0]));
        await TestRegion.WaitAsync(async () => await QuarantinedAsync() == 2, Estate.Explain);

        var unknown = await RunAsync(Estate[1], "quarantine", "drop", "us-east", TestEstate.Ids("nobody", 1)[0]);
        Assert.Equal(ExitCodes.Failed, unknown.Code);
        Assert.Contains("is not held back here", unknown.Output, StringComparison.Ordinal);
        await SucceedAsync(Estate[1], "quarantine", "release", "us-east", ids[0]);
        await SucceedAsync(Estate[1], "quarantine", "drop", "us-east", ids[1]);
        await TestRegion.WaitAsync(
            async () => (await Task.WhenAll(Estate.Regions.Select(region => region.GetAsync(ids[0])))).All(body => body == "ahead"), Estate.Explain);
        await Estate.WaitConvergedAsync(ids);
        Assert.Equal(TestRegion.Deleted, await Estate[0].GetAsync(ids[1]));
        await TestRegion.WaitAsync(
            async () => (await RunAsync(Estate[1], "quarantine", "list")).Output.Contains("0 held back", StringComparison.Ordinal), Estate.Explain);
        await TestRegion.WaitAsync(async () => await QuarantinedAsync() == 0, Estate.Explain);
    }

    [Fact]
    public async Task Region_JoinsWhileTheOthersRun_AndLeavesAgain()
    {
        await using var load = RegionLoad.Start([.. Estate.Regions], "member", isPlain: true);
        await load.WaitPromisesAsync(30, Estate.Explain);
        var joining = await Estate.AddAsync("ap-southeast", "");
        await using var leaving = new Leaving(Estate, joining);
        var others = Estate.Regions.Where(region => region != joining).ToList();
        foreach (var region in others)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{Estate.Link(region, joining).Port}");
            await SucceedAsync(region, "members", "add", "ap-southeast", address);
            Assert.Contains($"ap-southeast={address}", await SucceedAsync(region, "members", "list"), StringComparison.Ordinal);
        }

        await joining.StartWorkerAsync();
        await load.WaitPromisesAsync(30, Estate.Explain);
        await load.StopAsync();
        await load.History.CheckAsync(Estate.Regions, Estate.Explain);

        foreach (var region in others) await SucceedAsync(region, "members", "remove", "ap-southeast");
        await TestRegion.WaitAsync(
            async () =>
            {
                var statuses = await Task.WhenAll(others.Select(region => region.Workers.Last(worker => worker.IsRunning).StatusAsync()));
                return statuses.All(status => status.Peers.Count == 3 && !status.Readers.Contains("ap-southeast"));
            },
            Estate.Explain);
        var id = TestEstate.Ids("after", 1)[0];
        await Estate[0].PutAsync(id, "after");
        await TestRegion.WaitAsync(async () => await Estate[1].GetAsync(id) == "after", Estate.Explain);
        Assert.Equal(TestRegion.Nothing, await joining.GetAsync(id));
    }

    [Fact]
    public async Task SecondWorker_SharesThePartitions_AndTakesThemAllWhenTheFirstDies()
    {
        var first = Estate[0].Workers.Last(worker => worker.IsRunning);
        var second = await Estate[0].StartWorkerAsync();
        await TestRegion.WaitAsync(async () => (await second.StatusAsync()).OwnedPartitions == 2048, Estate.Explain);
        await first.KillAsync();
        await TestRegion.WaitAsync(async () => (await second.StatusAsync()).OwnedPartitions == 4096, Estate.Explain);
        var id = TestEstate.Ids("s", 1)[0];
        await Estate[1].PutAsync(id, "v");
        await TestRegion.WaitAsync(async () => await Estate[0].GetAsync(id) == "v", Estate.Explain);
        // Its peers know the first one's address only.
        await second.KillAsync();
    }

    internal static async Task<(int Code, string Output)> RunAsync(TestRegion region, params string[] arguments)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = await OperatorCommands.RunAsync(arguments, name => region.Environment.GetValueOrDefault(name), output, output);
        return (code, output.ToString());
    }

    private static async Task<string> SucceedAsync(TestRegion region, params string[] arguments)
    {
        var (code, output) = await RunAsync(region, arguments);
        Assert.True(code == ExitCodes.Ok, output);
        return output;
    }

    private async Task<bool> IsHeldAsync(string id) =>
        (await RunAsync(Estate[1], "quarantine", "list")).Output.Contains($"us-east  {id}  ", StringComparison.Ordinal);

    private async Task<long> QuarantinedAsync()
    {
        var status = await Estate[1].Workers.Last(worker => worker.IsRunning).StatusAsync();
        return status.Peers.Single(peer => peer.Region == "us-east").Quarantined;
    }

    // However the test ends, the others find the regions that they share.
    private sealed class Leaving(TestEstate estate, TestRegion region) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await estate.RemoveAsync(region);
    }
}
