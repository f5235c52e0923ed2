using System.Text.Json.Nodes;
using WedSync.Drills.Autoscaling;

namespace WedSync.Drills.Tests.Autoscaling;

public sealed class AutoscalerReaderTests
{
    private const string Objects = """
        [
          {"kind":"Service","metadata":{"name":"cache"}},
          {"kind":"HorizontalPodAutoscaler","metadata":{"name":"cache-hpa"},"spec":{
            "scaleTargetRef":{"kind":"Rollout","name":"cache"},"minReplicas":10,"maxReplicas":50,
            "metrics":[
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}},
              {"type":"External","external":{"metric":{"name":"cache_misses_per_second"},"target":{"type":"AverageValue","averageValue":"25"}}}],
            "behavior":{"scaleUp":{"stabilizationWindowSeconds":60,"policies":[{"type":"Percent","value":100,"periodSeconds":60}]},
                        "scaleDown":{"selectPolicy":"Min","policies":[{"type":"Pods","value":2,"periodSeconds":30}]}}}},
          {"kind":"Rollout","metadata":{"name":"cache"},"spec":{"template":{"spec":{"containers":[
            {"resources":{"requests":{"cpu":"500m","memory":"1Gi"}}},{"resources":{"requests":{"cpu":"0.25","memory":"64Mi"}}},{"name":"none"}]}}}}
        ]
        """;

    [Fact]
    public void Read_RenderedAutoscaler_TakesBoundsTargetsPoliciesAndRequests()
    {
        var described = AutoscalerReader.Read(Parse(Objects), "cache");

        Assert.Equal((10, 50), (described.Spec.MinReplicas, described.Spec.MaxReplicas));
        Assert.Equal([new("cpu", TargetKind.Utilization, 70), new("cache_misses_per_second", TargetKind.AverageValue, 25)], described.Spec.Metrics);
        Assert.Equal(TimeSpan.FromSeconds(60), described.Spec.ScaleUp.Stabilization);
        Assert.Equal([new ScalingPolicy(true, 100, TimeSpan.FromSeconds(60))], described.Spec.ScaleUp.Policies);
        Assert.Equal(TimeSpan.FromSeconds(300), described.Spec.ScaleDown.Stabilization);
        Assert.Equal(PolicyChoice.Min, described.Spec.ScaleDown.Select);
        Assert.Equal([new ScalingPolicy(false, 2, TimeSpan.FromSeconds(30))], described.Spec.ScaleDown.Policies);
        Assert.Equal(0.75, described.CpuRequest);
        Assert.Equal((1L << 30) + (64L << 20), described.MemoryRequest);
    }

    [Fact]
    public void Read_NoAutoscaler_NamesTheWorkload()
    {
        var exception = Assert.Throws<DrillException>(() => AutoscalerReader.Read(Parse(Objects), "sync"));
        Assert.Equal("workload 'sync': the description holds no HorizontalPodAutoscaler for it.", Assert.Single(exception.Errors));
    }

    [Fact]
    public void Read_MissingDescription_NamesTheFile()
    {
        var exception = Assert.Throws<DrillException>(() => AutoscalerReader.Read("/nowhere/description.json", "us-east", "cache"));
        Assert.StartsWith("/nowhere/description.json: the running platform's description cannot be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_EachLoadLasting_SharesWorkButNotMemory()
    {
        var described = AutoscalerReader.Read(Parse(Objects), "cache");

        var steps = AutoscalerForecast.Of(described, [new(1, 1, 10), new(15, 1, 10), new(300, 1, 10), new(1, 1, 10)]);

        // 15 cores over 0.75 requested and 70 % wanted = 28.6 pods; 300 cores want more than there may be; two pods go every 30 s, after 5 min.
        Assert.Equal([10, 29, 50, 28], steps.Select(s => s.To));
        Assert.Equal([10, 10, 29, 50], steps.Select(s => s.From));
        Assert.Equal([0, 105, 45, 585], steps.Select(s => s.Settled.TotalSeconds));
        Assert.Equal(572, steps[2].Recommended);
    }

    private static List<JsonNode> Parse(string json) => [.. JsonNode.Parse(json)!.AsArray().OfType<JsonNode>()];
}
