using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;
using WedSync.LocalPlatform.Rollouts.Tests.Support;

namespace WedSync.LocalPlatform.Rollouts.Tests.Description;

public sealed class RolloutReaderTests(RenderedRollout rendered) : IClassFixture<RenderedRollout>
{
    [Fact]
    public void Read_TheRenderedRollout_HasItsStepsAndAllMetrics()
    {
        var description = rendered.Description;
        Assert.Equal(
            [
                "setHeaderRoute X-Canary: always", "setWeight 10 %", "pause 00:02:00", "setWeight 25 %", "pause 00:05:00",
                "setWeight 50 %", "pause 00:10:00", "setWeight 75 %", "pause 00:10:00",
            ],
            description.Steps.Select(step => step.ToString()!));
        Assert.Equal(["cache-hit-rate", "error-rate", "response-latency", "lasting-error-rate", "lasting-latency"], description.Metrics.Select(metric => metric.Name));
        Assert.Equal("ai-cache-service", description.Arguments["service-name"]);
        Assert.Equal(["canary-hash"], description.HashArguments);
        Assert.Equal(TimeSpan.FromSeconds(60), description.AbortScaleDownDelay);
        var errors = description.Metrics[1];
        Assert.Equal((10, 3, 3, 4), (errors.Count, errors.FailureLimit, errors.InconclusiveLimit, errors.ConsecutiveErrorLimit));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (errors.InitialDelay, errors.Interval));
        Assert.Null(description.Metrics[3].Count);
    }

    [Fact]
    public void Read_WhatIsNotUnderstood_IsRefusedAllAtOnce()
    {
        var rollout = (JsonObject)rendered.Rollout.DeepClone();
        var canary = rollout["spec"]!["strategy"]!["canary"]!;
        canary["steps"]!.AsArray().Add(JsonNode.Parse("""{"experiment":{"duration":"1m"}}"""));
        canary["steps"]!.AsArray().Add(JsonNode.Parse("""{"setWeight":101}"""));
        canary["steps"]!.AsArray().Add(JsonNode.Parse("""{"pause":{"duration":"soon"}}"""));
        canary["analysis"]!["args"]!.AsArray().RemoveAt(0);
        var templates = rendered.Templates.Select(template => (JsonObject)template.DeepClone()).ToList();
        templates[0]["spec"]!["metrics"]![0]!["successCondition"] = "default(result, 0) < 1";
        templates[0]["spec"]!["metrics"]![1]!["consecutiveSuccessLimit"] = 3;

        var errors = Assert.Throws<LocalPlatformException>(() => RolloutReader.Read(rollout, templates)).Errors;

        foreach (var text in new[] { "experiment", "setWeight\":101", "soon", "default(result, 0) < 1", "consecutiveSuccessLimit", "argument 'service-name'" })
            Assert.Contains(errors, error => error.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TemplateThatIsNotRendered_IsNamed()
    {
        var errors = Assert.Throws<LocalPlatformException>(() => RolloutReader.Read(rendered.Rollout, [])).Errors;
        Assert.Equal(2, errors.Count);
        Assert.Contains("'wedding-cache-analysis': not rendered", errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("90s", 90)]
    [InlineData("2m", 120)]
    [InlineData("1h1m1s", 3661)]
    public void ArgoDuration_IsRead(string text, int seconds)
    {
        Assert.True(ArgoDuration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2x")]
    [InlineData("m")]
    [InlineData("-1m")]
    [InlineData("1m 2s")]
    public void ArgoDuration_ElseIsRefused(string text) => Assert.False(ArgoDuration.TryParse(text, out _));

    [Fact]
    public void Compress_DividesEveryWindow() => Assert.Equal(
        "rate(a[15000ms]) / rate(b{x=\"[5]\"}[1500ms]) + c[1ms]",
        Arguments.Compress("rate(a[5m]) / rate(b{x=\"[5]\"}[30s]) + c[2ms]", 20));
}
