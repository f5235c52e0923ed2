using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Tests.Monitoring.Rules;

/// <summary>The seed's four alerts: where each must fire and where not, and that its first form fails there.</summary>
public sealed class SeedAlertTests
{
    private const string Pod1 = "job=\"ai-cache-service\",region=\"us-east\",pod=\"a\"";
    private const string Pod2 = "job=\"ai-cache-service\",region=\"us-east\",pod=\"b\"";

    // 600 requests a second are 36000 a minute.
    private static RuleScenario TwoPodsAt600() => new RuleScenario()
        .Series($"http_requests_total{{{Pod1},method=\"GET\",route=\"/v1/entries\",status=\"200\"}}", "0+36000x20")
        .Series($"http_requests_total{{{Pod2},method=\"GET\",route=\"/v1/entries\",status=\"200\"}}", "0+36000x20");

    private static RuleScenario TwoPodsMissing() => new RuleScenario()
        .Series($"cache_requests_total{{{Pod1},operation=\"get\"}}", "0+60000x20")
        .Series($"cache_requests_total{{{Pod2},operation=\"get\"}}", "0+6000x20")
        .Series($"cache_hits_total{{{Pod1},operation=\"get\",tier=\"l2\"}}", "0+30000x20")
        .Series($"cache_hits_total{{{Pod2},operation=\"get\",tier=\"l2\"}}", "0+6000x20")
        .Series($"cache_hit_rate{{{Pod1}}}", "0.82x20")
        .Series($"cache_hit_rate{{{Pod2}}}", "1x20");

    private static RuleScenario BusyNodes() => new RuleScenario()
        .Series("container_cpu_usage_seconds_total{container=\"app\",pod=\"a\",region=\"us-east\"}", "0+420x20")
        .Series("kube_node_status_allocatable{job=\"kube-state-metrics\",resource=\"cpu\",node=\"n\"}", "8x20")
        .Series("kube_node_status_capacity{job=\"kube-state-metrics\",resource=\"cpu\",node=\"n\"}", "10x20");

    // Of each pod's 100 requests a minute, a's are all fast and b's 20 are slow: 10 % together, over the 95th percentile.
    private static RuleScenario OneSlowPod() => new RuleScenario()
        .Series(Bucket(Pod1, "0.1"), "0+80x20").Series(Bucket(Pod1, "0.5"), "0+100x20").Series(Bucket(Pod1, "+Inf"), "0+100x20")
        .Series(Bucket(Pod2, "0.1"), "0+100x20").Series(Bucket(Pod2, "0.5"), "0+100x20").Series(Bucket(Pod2, "+Inf"), "0+100x20");

    [Fact]
    public Task TrafficSpike_TwoPodsAt600EachSecond_Fires() =>
        TwoPodsAt600().Firing("WeddingSeasonTrafficSpike", 1, "15m").RunAsync();

    [Fact]
    public Task TrafficSpike_SeedsForm_StaysSilent() =>
        (TwoPodsAt600() with { Rules = Seed("rate(http_requests_total[5m]) > 1000", "2m") }).Firing("Seed", 0, "15m").RunAsync();

    [Fact]
    public Task TrafficSpike_TwoPodsAt400EachSecond_StaysSilent() => new RuleScenario()
        .Series($"http_requests_total{{{Pod1},status=\"200\"}}", "0+24000x20")
        .Series($"http_requests_total{{{Pod2},status=\"200\"}}", "0+24000x20")
        .Firing("WeddingSeasonTrafficSpike", 0, "15m").RunAsync();

    [Fact]
    public Task TrafficSpike_ProbesAndScrapes_DoNotCount() => new RuleScenario()
        .Series($"http_requests_total{{{Pod1},route=\"/health/region\",status=\"503\"}}", "0+90000x20")
        .Series($"http_requests_total{{{Pod1},route=\"/ready\",status=\"200\"}}", "0+90000x20")
        .Firing("WeddingSeasonTrafficSpike", 0, "15m")
        .Firing("RegionErrorRateHigh", 0, "15m")
        .Firing("AvailabilityBudgetBurnFast", 0, "15m").RunAsync();

    // 54.5 % of all reads hit; no pod's own gauge is under 80 %.
    [Fact]
    public Task HitRate_BusyPodBelow_FiresThoughEveryGaugeIsAbove() =>
        TwoPodsMissing().Firing("CacheHitRateDropped", 1, "15m").RunAsync();

    [Fact]
    public Task HitRate_SeedsForm_StaysSilent() =>
        (TwoPodsMissing() with { Rules = Seed("cache_hit_rate < 0.80", "5m") }).Firing("Seed", 0, "15m").RunAsync();

    [Fact]
    public Task HitRate_NoHitAtAll_Fires() => new RuleScenario()
        .Series($"cache_requests_total{{{Pod1},operation=\"get\"}}", "0+6000x20")
        .Firing("CacheHitRateDropped", 1, "15m").RunAsync();

    [Fact]
    public Task HitRate_WithoutTraffic_StaysSilent() => new RuleScenario()
        .Series($"cache_requests_total{{{Pod1},operation=\"get\"}}", "100x20")
        .Series($"cache_hits_total{{{Pod1},operation=\"get\",tier=\"l1\"}}", "10x20")
        .Empty(CachePerformanceRules.HitRatio, "15m")
        .Firing("CacheHitRateDropped", 0, "15m").RunAsync();

    // 7 of 8 allocatable cores are 87.5 %; of 10 cores' capacity they would be 70 %.
    [Fact]
    public Task Capacity_OfWhatNodesCanGive_Fires() =>
        BusyNodes().Firing("WeddingSeasonCapacityLimit", 1, "15m")
            .Value(WeddingSeasonRules.CpuUsePercent, "15m", 87.5).RunAsync();

    [Fact]
    public Task Capacity_SeedsForm_StaysSilent() =>
        (BusyNodes() with
        {
            Rules = Seed("(sum(rate(container_cpu_usage_seconds_total[5m])) / sum(kube_node_status_capacity{resource=\"cpu\"})) > 0.80", "3m"),
        }).Firing("Seed", 0, "15m").RunAsync();

    [Fact]
    public Task Capacity_CgroupsOfPodsAndNodes_AreNotCountedAgain() => new RuleScenario()
        .Series("container_cpu_usage_seconds_total{container=\"app\",pod=\"a\"}", "0+240x20")
        .Series("container_cpu_usage_seconds_total{container=\"\",pod=\"a\"}", "0+240x20")
        .Series("container_cpu_usage_seconds_total{id=\"/\"}", "0+300x20")
        .Series("kube_node_status_allocatable{job=\"kube-state-metrics\",resource=\"cpu\",node=\"n\"}", "8x20")
        .Value(WeddingSeasonRules.CpuUsePercent, "15m", 50)
        .Firing("WeddingSeasonCapacityLimit", 0, "15m").RunAsync();

    // 90 % of all are within 100 ms: the region's p95 lies above it.
    [Fact]
    public Task Latency_OverAllPodsBuckets_FiresOnceForTheRegion() =>
        OneSlowPod().Firing("RegionalCacheLatency", 1, "15m")
            .Value($"sum({CachePerformanceRules.LatencyP95})", "15m", 0.3).RunAsync();

    // Two healthy pods for each slow one: the region is within its promise, one pod is not.
    [Fact]
    public Task Latency_OneSlowPodAmongMany_StaysSilentWhereTheSeedsFormFires()
    {
        static RuleScenario Scenario() => new RuleScenario()
            .Series(Bucket(Pod1, "0.1"), "0+90x20").Series(Bucket(Pod1, "0.5"), "0+100x20").Series(Bucket(Pod1, "+Inf"), "0+100x20")
            .Series(Bucket(Pod2, "0.1"), "0+900x20").Series(Bucket(Pod2, "0.5"), "0+900x20").Series(Bucket(Pod2, "+Inf"), "0+900x20");

        return Task.WhenAll(
            Scenario().Firing("RegionalCacheLatency", 0, "15m").RunAsync(),
            (Scenario() with { Rules = Seed("histogram_quantile(0.95, rate(cache_request_duration_seconds_bucket[5m])) > 0.1", "2m") })
                .Firing("Seed", 1, "15m").RunAsync());
    }

    private static string Bucket(string pod, string bound) =>
        $"cache_request_duration_seconds_bucket{{{pod},operation=\"get\",outcome=\"hit\",le=\"{bound}\"}}";

    private static RuleFile[] Seed(string expression, string duration) =>
    [
        new("seed.yml", [new RuleGroup
        {
            Name = "seed",
            Alerts =
            [
                new AlertRule
                {
                    Name = "Seed",
                    Expression = expression,
                    For = duration,
                    Severity = AlertSeverity.Warning,
                    Summary = "seed",
                    Description = "seed",
                },
            ],
        }]),
    ];
}
