using WedSync.LoadGenerator.Results;
using WedSync.LoadGenerator.Schedule;
using WedSync.LoadGenerator.Tests.Support;

namespace WedSync.LoadGenerator.Tests;

public sealed class LoadRunnerTests
{
    [Fact]
    public async Task Run_OffersThePlan_AndCountsEveryRequest()
    {
        await using var cache = await FakeCache.StartAsync();
        var plan = Plan(cache) with { Mix = new OperationMix(50, 50, 0), Regions = ["us-east", "eu-west"] };
        using var runner = new LoadRunner(plan);

        var report = await runner.RunAsync();

        var expected = Arrivals.Poisson(plan.Rate, plan.Duration, new Random(plan.Seed + 1)).Count();
        Assert.Equal(expected, report.Total.Offered);
        Assert.Equal(expected, report.Total.Ended[OutcomeKind.Success]);
        Assert.Equal(expected, report.Operations[OperationKind.Read].Offered + report.Operations[OperationKind.Write].Offered);
        Assert.Equal(report.Total.Latency.Count, expected);
        Assert.Equal(["eu-west", "us-east"], cache.Regions.Distinct().Order());
        Assert.All(cache.Entries.Keys, k => Assert.Matches("^load-(us-east|eu-west)-[0-9]+$", k));
    }

    [Fact]
    public async Task Fill_WritesEveryKeyOfEveryRegionOnce()
    {
        await using var cache = await FakeCache.StartAsync();
        using var runner = new LoadRunner(Plan(cache) with { Keys = 7, Regions = ["us-east", "eu-west"] });

        await runner.FillAsync();

        Assert.Equal(14, cache.Entries.Count);
        Assert.Contains("load-eu-west-6", cache.Entries.Keys);
    }

    [Fact]
    public async Task Run_ServerThatStalls_ShowsTheStallInEveryRequestThatItDelayed()
    {
        await using var cache = await FakeCache.StartAsync();
        var stall = new TaskCompletionSource();
        cache.Gate = stall.Task;
        // Open loop: all requests of the first second are sent although none of them is answered.
        using var runner = new LoadRunner(Plan(cache) with { Mix = new OperationMix(100, 0, 0), Duration = TimeSpan.FromSeconds(1), Rate = RateProfile.Constant(100) });

        var run = runner.RunAsync();
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(1.2)));
        Assert.False(run.IsCompleted);
        stall.SetResult();
        var report = await run;

        // A closed loop would have sent one request in that time and reported one long latency. Here the median is about half the stall.
        Assert.InRange(report.Total.Offered, 60, 140);
        Assert.InRange(report.Total.Latency.P50, 300, 5000);
        Assert.True(report.Total.Latency.Max >= 1000, $"max {report.Total.Latency.Max} ms");
    }

    [Fact]
    public async Task Run_MoreThanMayBeUnderWay_IsDroppedAndCounted()
    {
        await using var cache = await FakeCache.StartAsync();
        var stall = new TaskCompletionSource();
        cache.Gate = stall.Task;
        using var runner = new LoadRunner(Plan(cache) with { Mix = new OperationMix(100, 0, 0), MaxInFlight = 5 });

        var run = runner.RunAsync();
        while (runner.Progress.Total.Ended.GetValueOrDefault(OutcomeKind.Dropped) == 0)
        {
            await Task.Yield();
        }

        stall.SetResult();
        var report = await run;

        Assert.True(report.Total.Ended[OutcomeKind.Dropped] > 0);
        Assert.Equal(report.Total.Offered, report.Total.Ended.Values.Sum());
        Assert.Equal(report.Total.Ended[OutcomeKind.Success], report.Total.Latency.Count);
    }

    [Fact]
    public async Task Run_RequestsTurnedAway_AreShedAndNoGoodput()
    {
        await using var cache = await FakeCache.StartAsync();
        cache.IsShedding = true;
        using var runner = new LoadRunner(Plan(cache) with { Mix = new OperationMix(100, 0, 0) });

        var report = await runner.RunAsync();

        Assert.Equal(report.Total.Offered, report.Total.Ended[OutcomeKind.Shed]);
        Assert.Equal(0, report.Goodput);
    }

    [Fact]
    public async Task Run_NobodyListens_IsUnavailable()
    {
        Uri address;
        await using (var cache = await FakeCache.StartAsync())
        {
            address = cache.Address;
        }

        using var runner = new LoadRunner(new LoadPlan { Target = address, Token = _ => ValueTask.FromResult("t"), Duration = TimeSpan.FromMilliseconds(200), Rate = RateProfile.Constant(50) });

        var report = await runner.RunAsync();

        Assert.Equal(report.Total.Offered, report.Total.Ended[OutcomeKind.Unavailable]);
    }

    [Fact]
    public void New_InvalidPlan_SaysAllErrors()
    {
        var plan = new LoadPlan { Target = new Uri("http://127.0.0.1:1"), Token = _ => ValueTask.FromResult(""), Keys = 0, MaxInFlight = 0 };

        var error = Assert.Throws<ArgumentException>(() => new LoadRunner(plan));

        Assert.Contains("keys 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("in flight 0", error.Message, StringComparison.Ordinal);
    }

    private static LoadPlan Plan(FakeCache cache) => new()
    {
        Target = cache.Address,
        Token = _ => ValueTask.FromResult("token"),
        Duration = TimeSpan.FromMilliseconds(500),
        Rate = RateProfile.Constant(200),
        Keys = 50,
    };
}
