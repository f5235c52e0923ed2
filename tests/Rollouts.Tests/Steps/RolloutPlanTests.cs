using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Platform.Configuration;
using WedSync.Platform.Stacks;
using WedSync.Rollouts.Steps;

namespace WedSync.Rollouts.Tests.Steps;

public sealed class RolloutPlanTests
{
    [Fact]
    public async Task Read_TheRenderedRollout_HasItsStepsAndItsMetrics()
    {
        var (rollout, templates) = await RenderedAsync();

        var plan = RolloutPlan.Read(rollout, templates, canaryHash: "c4", stableHash: "57");

        Assert.Equal("ai-cache-service", plan.Name);
        Assert.Equal(
            [
                new RolloutStep.SetHeaderRoute("X-Canary", "always"),
                new RolloutStep.SetWeight(10), new RolloutStep.Pause(TimeSpan.FromMinutes(2)),
                new RolloutStep.SetWeight(25), new RolloutStep.Pause(TimeSpan.FromMinutes(5)),
                new RolloutStep.SetWeight(50), new RolloutStep.Pause(TimeSpan.FromMinutes(10)),
                new RolloutStep.SetWeight(75), new RolloutStep.Pause(TimeSpan.FromMinutes(10)),
            ],
            plan.Steps);
        Assert.Equal(["cache-hit-rate", "error-rate", "response-latency", "lasting-error-rate", "lasting-latency"], plan.Metrics.Select(m => m.Name));
        Assert.All(plan.Metrics, m => Assert.Contains("rollouts_pod_template_hash=\"c4\"", m.Query, StringComparison.Ordinal));
        Assert.All(plan.Metrics, m => Assert.DoesNotContain("{{", m.Query, StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromSeconds(60), plan.AbortDelay);
    }

    [Fact]
    public async Task Read_WhatIsNotWalked_IsSaidAtOnce()
    {
        var (rollout, templates) = await RenderedAsync();
        var canary = rollout["spec"]!["strategy"]!["canary"]!;
        canary["steps"]!.AsArray().Add(JsonNode.Parse("""{"experiment":{}}"""));
        canary["analysis"]!["templates"]!.AsArray().Add(JsonNode.Parse("""{"templateName":"missing"}"""));
        canary["analysis"]!["args"]!.AsArray().RemoveAt(1);
        templates["wedding-cache-watch"]["spec"]!["metrics"]![0]!["successCondition"] = "all(result, # < 0.1)";

        var error = Assert.Throws<RolloutException>(() => RolloutPlan.Read(rollout, templates, "c4", "57"));

        Assert.Contains(error.Errors, e => e.Contains("experiment", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.Contains("'missing'", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.Contains("'canary-hash'", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.Contains("all(result, # < 0.1)", StringComparison.Ordinal));
    }

    private static async Task<(JsonObject Rollout, IReadOnlyDictionary<string, JsonObject> Templates)> RenderedAsync()
    {
        var settings = ProjectLoader.Load(ProjectLoader.FindRoot(AppContext.BaseDirectory), "offseason-us-east");
        var plan = await PlanRunner.RunAsync(
            new PlanRequest { StackName = settings.Stack.Name, OrganizationName = "wedsync", IsPreview = false }, () => PlatformProgram.Run(settings));
        JsonObject[] Of(string kind) => [.. plan.Resources.Where(r => (string?)r.Inputs["kind"] == kind).Select(r => r.Inputs.DeepClone().AsObject())];
        return (Of("Rollout").Single(), Of("AnalysisTemplate").ToDictionary(t => (string)t["metadata"]!["name"]!));
    }
}
