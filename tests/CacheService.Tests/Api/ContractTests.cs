using System.Text.Json.Nodes;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts.Metrics;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class ContractTests(RegionFixture region)
{
    [Fact]
    public async Task OpenApi_ServedIsTheOneCheckedIn()
    {
        var served = await region.First.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var file = Path.Combine(Repository(), "docs", "openapi", "cache-service.json");
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1") File.WriteAllText(file, Pretty(served));
        Assert.Equal(File.ReadAllText(file), Pretty(served));
    }

    [Fact]
    public async Task Metrics_HaveTheSharedNames()
    {
        (await region.First.PutAsync("metered", "x", region.Token, ("WedSync-Query-Type", "vendor/florist"), ("WedSync-Wedding-Stage", "booking"), ("WedSync-Quality", "0.85"))).Dispose();
        (await region.First.GetAsync("metered", region.Token)).Dispose();
        (await region.First.GetAsync("metered", region.Token)).Dispose();
        (await region.First.GetAsync("not-there", region.Token)).Dispose();
        var metrics = await region.First.MetricsAsync();
        string[] expected =
        [
            MetricNames.HttpRequestsTotal + "{method=\"GET\",route=\"/v1/entries/{key}\",status=\"200\"}",
            MetricNames.HttpRequestDurationSeconds + "_bucket{method=\"GET\",route=\"/v1/entries/{key}\",status=\"200\",le=\"0.1\"}",
            MetricNames.CacheRequestsTotal + "{operation=\"get\"}",
            MetricNames.CacheHitsTotal + "{operation=\"get\",tier=\"l1\"}",
            MetricNames.CacheMissesTotal + "{operation=\"get\"}",
            MetricNames.CacheHitRate + " 0.",
            MetricNames.CacheRequestDurationSeconds + "_bucket{operation=\"get\",outcome=\"hit\",le=\"0.1\"}",
            MetricNames.WeddingQueriesTotal + "{query_type=\"vendor\",wedding_stage=\"booking\",region=\"us-east\"}",
            MetricNames.CacheHitRateBySeason + "{season=\"peak\",region=\"us-east\"}",
            MetricNames.VendorCacheFreshnessSeconds + "{vendor_type=\"florist\",region=\"us-east\"}",
            MetricNames.AiResponseQualityScore + "_bucket{response_type=\"vendor\",wedding_context=\"booking\",le=\"0.9\"}",
            MetricNames.CacheCostSavingsDollars + "{region=\"us-east\"}",
            MetricNames.L1UsedBytes + " ",
            MetricNames.CoherenceCurrent + " 1",
            MetricNames.HotKeys + " ",
        ];
        Assert.All(expected, name => Assert.Contains(name, metrics, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_LabelsAreBounded()
    {
        for (var i = 0; i < 60; i++)
        {
            var type = $"type{i}/vendor{i}";
            (await region.First.PutAsync("bounded", "x", region.Token, ("WedSync-Query-Type", type), ("WedSync-Wedding-Stage", $"s{i}"), ("WedSync-Quality", "0.5"))).Dispose();
            (await region.First.GetAsync("bounded", region.Token)).Dispose();
            (await region.First.SendAsync(new HttpMethod($"M{i}"), $"/path/{i}", region.Token)).Dispose();
        }

        var metrics = await region.First.MetricsAsync();
        Assert.DoesNotContain("type59", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("s59", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("/path/", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("M59", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AreNotOnTheApiPort()
    {
        using var response = await region.First.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(404, (int)response.StatusCode);
    }

    private static string Pretty(string json) =>
        JsonNode.Parse(json)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n";

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "WedSync.slnx"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("WedSync.slnx is in no folder above the tests.");
    }
}
