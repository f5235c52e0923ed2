using System.Globalization;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Tests.Monitoring.Rules;

namespace WedSync.Platform.Tests.Delivery;

public sealed class CanaryMetricTests
{
    private const string Pod = "job=\"ai-cache-service\",region=\"us-east\",pod=\"a\",rollouts_pod_template_hash=\"abc\"";
    private const string Canary = """job="{{args.service-name}}",rollouts_pod_template_hash="{{args.canary-hash}}" """;

    [Fact]
    public void HitRate_SeesTheCanaryAloneAndSurvivesMissingSeries() => Assert.Equal(
        $"(sum(rate(cache_hits_total{{{Canary.Trim()}}}[5m])) or vector(0)) / (sum(rate(cache_requests_total{{{Canary.Trim()}}}[5m])) > 0)",
        CanaryQueries.HitRate());

    [Fact]
    public Task ErrorRate_UnderAFloodOfStrangers_IsTheWorksOwn() => Flooded(new RuleScenario())
        .Series($"http_requests_total{{{Pod},route=\"/v1/entries/{{key}}\",status=\"200\"}}", "0+80x20")
        .Series($"http_requests_total{{{Pod},route=\"/v1/entries/{{key}}\",status=\"404\"}}", "0+15x20")
        .Series($"http_requests_total{{{Pod},route=\"none\",status=\"500\"}}", "0+5x20")
        .Value(Judging(CanaryQueries.ErrorRate()), "15m", 0.05).RunAsync();

    [Fact]
    public Task ErrorRate_OfStrangersAlone_HasNoResult() => Flooded(new RuleScenario())
        .Empty(Judging(CanaryQueries.ErrorRate()), "15m").RunAsync();

    [Fact]
    public Task Latency_UnderAFloodOfFastRefusals_IsTheWorksOwn()
    {
        var scenario = new RuleScenario();
        foreach (var (status, rate, bound) in new[] { ("200", 100, "0.5"), ("401", 100_000, "0.001") })
        {
            foreach (var le in new[] { "0.001", "0.25", "0.5", "+Inf" })
            {
                var counts = le == "+Inf" || double.Parse(le, CultureInfo.InvariantCulture) >= double.Parse(bound, CultureInfo.InvariantCulture);
                scenario.Series(
                    $"http_request_duration_seconds_bucket{{{Pod},route=\"/v1/entries/{{key}}\",status=\"{status}\",le=\"{le}\"}}",
                    $"0+{(counts ? rate : 0)}x20");
            }
        }

        // 95 % of the way from 0.25 to 0.5.
        return scenario.Value(Judging(CanaryQueries.LatencyP95()), "15m", 0.4875).RunAsync();
    }

    [Fact]
    public Task ErrorRate_WithoutAny5xxSeries_IsZeroInsteadOfEmpty() => new RuleScenario()
        .Series($"http_requests_total{{{Pod},route=\"/v1/entries/{{key}}\",status=\"200\"}}", "0+80x20")
        .Value(Judging(CanaryQueries.ErrorRate()), "15m", 0).RunAsync();

    [Theory]
    [InlineData("cache-hit-rate", "> 0.85", 5, 2)]
    [InlineData("error-rate", "< 0.01", 10, 3)]
    [InlineData("response-latency", "< 0.2", 5, 2)]
    public void Analysis_KeepsThresholdsCountsAndLimits(string name, string passes, int count, int failureLimit)
    {
        var metric = Assert.Single(CanaryMetrics.Analysis, m => m.Name == name);
        Assert.Equal((passes, count, failureLimit), (metric.Passes, metric.Count, metric.FailureLimit));
    }

    [Fact]
    public void Conditions_WithEmptyOrNaNResult_AreFalseBothAndNeverAnError()
    {
        var metric = CanaryMetrics.Analysis.Single(m => m.Name == "cache-hit-rate");
        Assert.Equal("len(result) > 0 && !isNaN(result[0]) && result[0] > 0.85", metric.SuccessCondition);
        Assert.Equal("len(result) > 0 && !isNaN(result[0]) && !(result[0] > 0.85)", metric.FailureCondition);
    }

    [Fact]
    public void Analysis_InconclusiveLimit_IsReachedBeforeTheCountEnds()
        // Otherwise a canary without any traffic would count as successful once all measurements are taken.
        => Assert.All(CanaryMetrics.Analysis, m => Assert.True(m.InconclusiveLimit < m.Count, m.Name));

    [Fact]
    public void Watch_LastsUntilTheRolloutEnds() => Assert.All(CanaryMetrics.Watch, m => Assert.Null(m.Count));

    [Fact]
    public void Metrics_OfBothAnalyses_HaveDistinctNames()
    {
        var names = CanaryMetrics.Analysis.Concat(CanaryMetrics.Watch).Select(m => m.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    // 2 000 times the work: what anybody can send.
    private static RuleScenario Flooded(RuleScenario scenario) => scenario
        .Series($"http_requests_total{{{Pod},route=\"/v1/entries/{{key}}\",status=\"401\"}}", "0+100000x20")
        .Series($"http_requests_total{{{Pod},route=\"none\",status=\"404\"}}", "0+100000x20")
        .Series($"http_requests_total{{{Pod},route=\"/openapi/{{documentName}}.json\",status=\"200\"}}", "0+100000x20")
        .Series($"http_requests_total{{{Pod},route=\"/health\",status=\"200\"}}", "0+100000x20");

    private static string Judging(string query) => query
        .Replace($"{{{{args.{CanaryArguments.ServiceName}}}}}", "ai-cache-service", StringComparison.Ordinal)
        .Replace($"{{{{args.{CanaryArguments.CanaryHash}}}}}", "abc", StringComparison.Ordinal);
}
