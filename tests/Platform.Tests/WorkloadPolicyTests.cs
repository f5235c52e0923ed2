using WedSync.Planning.Policies;
using WedSync.Platform.Components.CacheService;
using WedSync.Platform.Components.Redis;
using WedSync.Platform.Components.SeasonOperator;
using WedSync.Platform.Components.SyncWorker;

namespace WedSync.Platform.Tests;

/// <summary>The plan-time policies hold for the workloads by themselves, on both clouds.</summary>
public sealed class WorkloadPolicyTests
{
    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("offseason-us-west")]
    public async Task Workloads_BreakNoPolicy(string stack)
    {
        var plan = await WorkloadPlans.RunAsync(stack, context =>
        {
            _ = new SeasonalConfig("season-config", new SeasonalConfigArgs { Context = context });
            _ = new RedisCluster("redis", new RedisClusterArgs { Context = context });
            _ = new Components.CacheService.CacheService("cache", new CacheServiceArgs { Context = context });
            _ = new Components.SyncWorker.SyncWorker("sync", new SyncWorkerArgs { Context = context });
            _ = new Components.SeasonOperator.SeasonOperator("season", new SeasonOperatorArgs { Context = context });
        });
        Assert.Empty(PolicyEngine.Check(plan, new Dictionary<string, string>()).Select(v => $"{v.Rule} {v.Urn} {v.Path}: {v.Message}"));
    }
}
