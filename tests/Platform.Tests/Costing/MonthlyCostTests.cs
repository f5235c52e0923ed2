using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;
using WedSync.Platform.Costing;

namespace WedSync.Platform.Tests.Costing;

public sealed class MonthlyCostTests
{
    [Theory]
    [InlineData(Season.Peak, 1125, 1536, 850, 144, 800, 4455)]
    [InlineData(Season.Preseason, 675, 512, 425, 96, 400, 2108)]
    [InlineData(Season.Offseason, 450, 192, 255, 72, 200, 1169)]
    public void ForRegion_EachSeason_FollowsTheUnitCosts(
        Season season, int cache, int redis, int ml, int storage, int network, int total)
    {
        var settings = TestSettings.For("peak-us-east");
        var cost = MonthlyCost.ForRegion(settings, settings.Region("us-east"), season);

        Assert.Equal(CostParts.All.Take(5), cost.Parts.Select(p => p.Name));
        Assert.Equal([cache, redis, ml, storage, network], cost.Parts.Select(p => p.MonthlyUsd));
        Assert.Equal(total, cost.MonthlyUsd);
    }

    [Fact]
    public void ForRegion_OnAws_PaysForItsOwnLoadBalancer()
    {
        var settings = TestSettings.For("peak-us-west");
        var cost = MonthlyCost.ForRegion(settings, settings.Region("us-west"), Season.Peak);

        var loadBalancer = Assert.Single(cost.Parts, p => p.Name == CostParts.LoadBalancer);
        Assert.Equal(25m, loadBalancer.MonthlyUsd);
        Assert.Equal(4480m, cost.MonthlyUsd);
    }

    [Fact]
    public void ForGlobal_ThreeDomains_CostsThreeLoadBalancers()
    {
        var cost = MonthlyCost.ForGlobal(TestSettings.For("peak-global"));
        var part = Assert.Single(cost.Parts);
        Assert.Equal((CostParts.LoadBalancer, 3m, 25m, 75m), (part.Name, part.Units, part.UnitPriceUsd, part.MonthlyUsd));
    }

    [Fact]
    public void Compare_PeakAndOffseason_SavesAtLeastFortyPercent()
    {
        var comparison = MonthlyCost.Compare(TestSettings.For("peak"));

        Assert.Equal([Season.Peak, Season.Preseason, Season.Offseason], comparison.Seasons.Select(s => s.Season));
        Assert.Equal(4 * 4455m + 25 + 75, comparison.Of(Season.Peak).MonthlyUsd);
        Assert.Equal(4 * 1169m + 25 + 75, comparison.Of(Season.Offseason).MonthlyUsd);
        Assert.Equal(73.3m, comparison.OffseasonReductionPercent);
        Assert.True(comparison.OffseasonReductionPercent >= 40);
    }

    [Fact]
    public void ReductionPercent_ToADearerSeason_IsNegative() =>
        Assert.True(MonthlyCost.Compare(TestSettings.For("peak")).ReductionPercent(Season.Offseason, Season.Peak) < 0);

    [Fact]
    public void ReductionPercent_WithoutAnyPrice_IsZero()
    {
        var settings = TestSettings.For("peak");
        var free = settings with
        {
            UnitCosts = settings.UnitCosts with
            {
                CacheServiceReplica = 0,
                RedisNodeGb = 0,
                MlServiceReplica = 0,
                StorageGb = 0,
                NetworkGb = 0,
                LoadBalancer = 0,
            },
        };
        Assert.Equal(0m, MonthlyCost.Compare(free).OffseasonReductionPercent);
    }

    [Theory]
    [InlineData("peak", new[] { "global", "us-east", "us-west", "eu-west", "ap-southeast" })]
    [InlineData("peak-global", new[] { "global" })]
    [InlineData("peak-eu-west", new[] { "eu-west" })]
    public void ForStack_HoldsTheStacksScopesOnly(string stack, string[] scopes)
    {
        var cost = MonthlyCost.ForStack(TestSettings.For(stack));
        Assert.Equal(scopes, cost.Scopes.Select(s => s.Scope));
        Assert.Equal(cost.Scopes.Sum(s => s.MonthlyUsd), CostParts.All.Sum(cost.PartMonthlyUsd));
    }

    [Theory]
    [InlineData("peak", 16128, 5376)]
    [InlineData("offseason", 4299, 1433)]
    public void ForCloud_IsRegionsAndGlobalWithHeadroomRoundedUp(string stack, long gcp, long aws)
    {
        var settings = TestSettings.For(stack);
        Assert.Equal(gcp, BudgetAmounts.ForCloud(settings, Cloud.Gcp));
        Assert.Equal(aws, BudgetAmounts.ForCloud(settings, Cloud.Aws));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 0, 100)]
    [InlineData(100, 20, 120)]
    [InlineData(100.01, 20, 121)]
    [InlineData(100, 200, 300)]
    public void Monthly_RoundsUpToWholeDollars(decimal expected, int headroom, long budget) =>
        Assert.Equal(budget, BudgetAmounts.Monthly(expected, TestSettings.For("peak").Budget with { HeadroomPercent = headroom }));
}
