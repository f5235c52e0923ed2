using WedSync.Platform.Components.Delivery;

namespace WedSync.Platform.Tests.Delivery;

public sealed class CanaryMetricTests
{
    private const string Canary = """job="{{args.service-name}}",rollouts_pod_template_hash="{{args.canary-hash}}" """;

    [Fact]
    public void HitRate_SeesTheCanaryAloneAndSurvivesMissingSeries() => Assert.Equal(
        $"(sum(rate(cache_hits_total{{{Canary.Trim()}}}[5m])) or vector(0)) / (sum(rate(cache_requests_total{{{Canary.Trim()}}}[5m])) > 0)",
        CanaryQueries.HitRate());

    [Fact]
    public void ErrorRate_WithoutAny5xxSeries_IsZeroInsteadOfEmpty()
    {
        var couples = $"{Canary.Trim()},route!~\"/health|/ready|/health/region|/metrics\"";
        Assert.Equal(
            $"(sum(rate(http_requests_total{{{couples},status=~\"5..\"}}[5m])) or vector(0)) / (sum(rate(http_requests_total{{{couples}}}[5m])) > 0)",
            CanaryQueries.ErrorRate());
    }

    [Fact]
    public void LatencyP95_AggregatesPodsBeforeTheQuantile()
    {
        var couples = $"{Canary.Trim()},route!~\"/health|/ready|/health/region|/metrics\"";
        Assert.Equal(
            $"histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{{{couples}}}[5m])))",
            CanaryQueries.LatencyP95());
    }

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
}
