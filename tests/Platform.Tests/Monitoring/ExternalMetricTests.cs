using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Autoscaling;
using WedSync.Platform.Tests.Monitoring.Rules;

namespace WedSync.Platform.Tests.Monitoring;

/// <summary>The cache autoscaler's metric, from the adapter's query to the number of pods.</summary>
public sealed class ExternalMetricTests
{
    private const int Min = 25;
    private const int Max = 200;
    private const double Target = HpaMetricNames.CacheMissesPerSecondPerPodTarget;

    private static readonly string Query = ExternalMetricRules.All
        .Single(r => r.Name == HpaMetricNames.CacheMissesPerSecond).MetricsQuery
        .Replace("<<.LabelMatchers>>", "namespace=\"wedsync-ai-cache\"", StringComparison.Ordinal);

    [Theory]
    [InlineData(500, 25)]
    [InlineData(1000, 40)]
    [InlineData(2000, 80)]
    [InlineData(4000, 160)]
    [InlineData(9000, 200)]
    public void MoreMisses_MorePods(double missesPerSecond, int pods) =>
        Assert.Equal(pods, HorizontalAutoscaler.AverageValue(40, missesPerSecond, Target, Min, Max));

    /// <summary>At the same load the number of pods comes to rest: each pod that is added takes some of the misses.</summary>
    [Fact]
    public void SteadyMisses_ComeToRest()
    {
        var pods = Min;
        for (var i = 0; i < 10; i++)
        {
            pods = HorizontalAutoscaler.AverageValue(pods, 2000, Target, Min, Max);
        }

        Assert.Equal(80, pods);
    }

    /// <summary>The seed compares the hit rate with 0.85: a collapse, when the models drown in misses, takes pods away.</summary>
    [Fact]
    public void SeedsHitRate_CollapseRemovesPods_WhereMissesAddThem()
    {
        const double requests = 5000;

        Assert.Equal(57, HorizontalAutoscaler.Value(80, 0.60, 0.85, Min, Max));
        Assert.Equal(80, HorizontalAutoscaler.AverageValue(80, requests * 0.40, Target, Min, Max));
        Assert.Equal(26, HorizontalAutoscaler.Value(80, 0.27, 0.85, Min, Max));
        Assert.Equal(146, HorizontalAutoscaler.AverageValue(80, requests * 0.73, Target, Min, Max));
    }

    /// <summary>Nor does it come to rest: pods do not change a ratio, so a good hit rate adds pods without end.</summary>
    [Fact]
    public void SeedsHitRate_GoodRateAddsPodsUntilTheBound()
    {
        var pods = Min;
        for (var i = 0; i < 20; i++)
        {
            pods = HorizontalAutoscaler.Value(pods, 0.99, 0.85, Min, Max);
        }

        Assert.Equal(Max, pods);
    }

    [Fact]
    public Task Query_SumsTheRegionsPods() => new RuleScenario()
        .Series("up{job=\"ai-cache-service\",namespace=\"wedsync-ai-cache\",pod=\"a\"}", "1x20")
        .Series("up{job=\"ai-cache-service\",namespace=\"wedsync-ai-cache\",pod=\"b\"}", "1x20")
        .Series("cache_misses_total{job=\"ai-cache-service\",namespace=\"wedsync-ai-cache\",pod=\"a\",operation=\"get\"}", "0+600x20")
        .Series("cache_misses_total{job=\"ai-cache-service\",namespace=\"wedsync-ai-cache\",pod=\"b\",operation=\"get\"}", "0+1200x20")
        .Series("cache_misses_total{job=\"other\",namespace=\"wedsync-ai-cache\",pod=\"c\",operation=\"get\"}", "0+9000x20")
        .Value(Query, "10m", 30).RunAsync();

    [Fact]
    public Task Query_PodsWithoutAnyMiss_IsZero() => new RuleScenario()
        .Series("up{job=\"ai-cache-service\",namespace=\"wedsync-ai-cache\",pod=\"a\"}", "1x20")
        .Value(Query, "10m", 0).RunAsync();

    /// <summary>No value keeps the pods as many as they are; a 0 would let them go while nothing is known.</summary>
    [Fact]
    public Task Query_NoPodInSight_HasNoValue() => new RuleScenario()
        .Series("up{job=\"redis-cluster\",namespace=\"wedsync-ai-cache\",pod=\"a\"}", "1x20")
        .Empty(Query, "10m").RunAsync();

    /// <summary>Whatever is served to autoscalers must be a load; a ratio is none.</summary>
    [Fact]
    public void HitRate_IsNeverServedToAutoscalers() =>
        Assert.All(ExternalMetricRules.All, r =>
        {
            Assert.DoesNotContain("hit", r.Name, StringComparison.Ordinal);
            Assert.DoesNotContain("hit", r.MetricsQuery, StringComparison.Ordinal);
        });
}
