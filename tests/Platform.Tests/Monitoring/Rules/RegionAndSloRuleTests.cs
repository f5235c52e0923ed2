namespace WedSync.Platform.Tests.Monitoring.Rules;

public sealed class RegionAndSloRuleTests
{
    private const string Pod = "job=\"ai-cache-service\",region=\"us-east\",pod=\"a\",route=\"/v1/entries\"";

    [Fact]
    public Task Region_NoPodAnswers_FiresAfter60Seconds() => new RuleScenario()
        .Series("up{job=\"ai-cache-service\",region=\"us-east\",pod=\"a\"}", "1x5 0x20")
        .Series("up{job=\"ai-cache-service\",region=\"us-east\",pod=\"b\"}", "1x5 0x20")
        .Firing("RegionUnavailable", 0, "6m")
        .Firing("RegionUnavailable", 1, "8m").RunAsync();

    [Fact]
    public Task Region_NoPodIsKnown_Fires() => new RuleScenario()
        .Series("up{job=\"redis-cluster\",region=\"us-east\",pod=\"r\"}", "1x20")
        .Firing("RegionUnavailable", 1, "5m").RunAsync();

    [Fact]
    public Task Region_OnePodOfTwoAnswers_StaysSilent() => new RuleScenario()
        .Series("up{job=\"ai-cache-service\",region=\"us-east\",pod=\"a\"}", "1x20")
        .Series("up{job=\"ai-cache-service\",region=\"us-east\",pod=\"b\"}", "0x20")
        .Firing("RegionUnavailable", 0, "10m").RunAsync();

    [Theory]
    [InlineData(12, 1)]
    [InlineData(8, 0)]
    public Task ErrorRate_Over10Percent(int errorsOf100, int firing) => new RuleScenario()
        .Series($"http_requests_total{{{Pod},status=\"200\"}}", $"0+{100 - errorsOf100}x20")
        .Series($"http_requests_total{{{Pod},status=\"503\"}}", $"0+{errorsOf100}x20")
        .Firing("RegionErrorRateHigh", firing, "10m").RunAsync();

    /// <summary>Requests that anybody can send neither hide what fails nor fail by themselves.</summary>
    [Theory]
    [InlineData(12, 1)]
    [InlineData(8, 0)]
    public Task ErrorRate_UnderAFloodOfStrangers_IsTheWorksOwn(int errorsOf100, int firing) => Flood(new RuleScenario())
        .Series($"http_requests_total{{{Pod},status=\"200\"}}", $"0+{100 - errorsOf100}x20")
        .Series($"http_requests_total{{{Pod},status=\"500\"}}", $"0+{errorsOf100}x20")
        .Firing("RegionErrorRateHigh", firing, "10m").RunAsync();

    [Fact]
    public Task AvailabilityBudget_UnderAFloodOfStrangers_Burns() => Flood(new RuleScenario())
        .Series($"http_requests_total{{{Pod},status=\"200\"}}", "0+9900x300")
        .Series($"http_requests_total{{{Pod},status=\"500\"}}", "0+100x300")
        .Firing("AvailabilityBudgetBurnFast", 1, "80m").RunAsync();

    [Fact]
    public Task ErrorRate_OfReadsThatFindNothing_CountsThemAsWork() => new RuleScenario()
        .Series("http_requests_total{job=\"ai-cache-service\",region=\"us-east\",pod=\"a\",route=\"/v1/entries/{key}\",status=\"404\"}", "0+95x20")
        .Series($"http_requests_total{{{Pod},status=\"500\"}}", "0+5x20")
        .Value("region:http_errors:ratio_rate5m", "10m", 0.05).RunAsync();

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0, 0)]
    public Task LatencyP99_Over2Seconds(int slowOf100, int firing) => new RuleScenario()
        .Series(Bucket("1"), $"0+{100 - slowOf100}x20")
        .Series(Bucket("5"), "0+100x20")
        .Series(Bucket("+Inf"), "0+100x20")
        .Firing("RegionLatencyP99High", firing, "10m").RunAsync();

    /// <summary>Lookups wait for models, replicated writes for peers: neither makes a region slow.</summary>
    [Theory]
    [InlineData("lookup", "hit")]
    [InlineData("lookup", "miss")]
    [InlineData("put", "stored")]
    public Task LatencyP99_WaitingForOthers_DoesNotCount(string operation, string outcome)
    {
        var waiting = $"cache_request_duration_seconds_bucket{{{Pod},operation=\"{operation}\",outcome=\"{outcome}\",le=";
        return new RuleScenario()
            .Series(Bucket("0.1"), "0+100x20").Series(Bucket("+Inf"), "0+100x20")
            .Series(waiting + "\"1\"}", "0+10x20").Series(waiting + "\"5\"}", "0+100x20").Series(waiting + "\"+Inf\"}", "0+100x20")
            .Firing("RegionLatencyP99High", 0, "10m")
            .Firing("RegionalCacheLatency", 0, "10m").RunAsync();
    }

    // Budget 0.01 %: 0.2 % burns it 20 times too fast, 0.05 % five times, 0.02 % twice, 0.005 % half. Windows that the samples do
    // not fill yet give the same ratio, so hours are enough to see days.
    [Fact]
    public Task AvailabilityBudget_FasterBurns_FireMoreAlerts()
    {
        var scenario = new RuleScenario();
        foreach (var (region, errors) in new[] { ("twenty", 200), ("five", 50), ("two", 20), ("half", 5) })
        {
            scenario
                .Series($"http_requests_total{{job=\"ai-cache-service\",region=\"{region}\",status=\"200\"}}", $"0+{100_000 - errors}x300")
                .Series($"http_requests_total{{job=\"ai-cache-service\",region=\"{region}\",status=\"500\"}}", $"0+{errors}x300");
        }

        return scenario
            .Firing("AvailabilityBudgetBurnFast", 1, "5h")
            .Firing("AvailabilityBudgetBurnMedium", 1, "5h")
            .Firing("AvailabilityBudgetBurnSlow", 2, "5h")
            .Firing("AvailabilityBudgetBurnCreeping", 3, "5h").RunAsync();
    }

    /// <summary>The short window ends the alert soon after the burn, while the long one still remembers it.</summary>
    [Fact]
    public Task AvailabilityBudget_BurnThatIsOver_IsSilent() => new RuleScenario()
        .Series($"http_requests_total{{{Pod},status=\"200\"}}", "0+1000x200")
        .Series($"http_requests_total{{{Pod},status=\"500\"}}", "0+100x60 6000x140")
        .Firing("AvailabilityBudgetBurnFast", 1, "50m")
        .Firing("AvailabilityBudgetBurnFast", 0, "75m").RunAsync();

    [Theory]
    [InlineData(20, 1)]
    [InlineData(5, 0)]
    public Task LatencyBudget_OfCachedAnswers(int slowOf100, int fast) => new RuleScenario()
        .Series(Bucket("0.1"), $"0+{100 - slowOf100}x100")
        .Series(Bucket("+Inf"), "0+100x100")
        .Series($"cache_request_duration_seconds_count{{{Pod},operation=\"get\",outcome=\"hit\"}}", "0+100x100")
        .Firing("LatencyBudgetBurnFast", fast, "80m").RunAsync();

    [Fact]
    public Task LatencyBudget_SlowMisses_DoNotCount() => new RuleScenario()
        .Series(Bucket("0.1"), "0+100x100")
        .Series(Bucket("+Inf"), "0+100x100")
        .Series($"cache_request_duration_seconds_count{{{Pod},operation=\"get\",outcome=\"hit\"}}", "0+100x100")
        .Series($"cache_request_duration_seconds_count{{{Pod},operation=\"get\",outcome=\"miss\"}}", "0+100x100")
        .Firing("LatencyBudgetBurnFast", 0, "80m").RunAsync();

    private static RuleScenario Flood(RuleScenario scenario) => scenario
        .Series($"http_requests_total{{{Pod},status=\"401\"}}", "0+10000000x300")
        .Series("http_requests_total{job=\"ai-cache-service\",region=\"us-east\",pod=\"a\",route=\"none\",status=\"404\"}", "0+10000000x300");

    private static string Bucket(string bound) =>
        $"cache_request_duration_seconds_bucket{{{Pod},operation=\"get\",outcome=\"hit\",le=\"{bound}\"}}";
}
