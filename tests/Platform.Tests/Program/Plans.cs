using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Platform.Configuration;
using WedSync.Platform.Stacks;

namespace WedSync.Platform.Tests.Program;

/// <summary>Plans of whole stacks, each made once a test run.</summary>
internal static class Plans
{
    public static readonly IReadOnlyList<string> Seasons = ["peak", "preseason", "offseason"];

    public static readonly IReadOnlyList<string> Scopes = ["global", "us-east", "us-west", "eu-west", "ap-southeast"];

    private static readonly ConcurrentDictionary<(string Stack, EdgeMode? Edge), Lazy<Task<Plan>>> Made = new();

    /// <summary>Every stack: each season with each scope, and the bare seasons.</summary>
    public static IEnumerable<string> AllStacks => Seasons.Concat(Seasons.SelectMany(season => Scopes.Select(scope => $"{season}-{scope}")));

    /// <summary>The plan of a stack in which values that a cloud assigns are known, optionally with another edge than the project's.</summary>
    public static Task<Plan> Of(string stack, EdgeMode? edge = null) =>
        Made.GetOrAdd((stack, edge), key => new Lazy<Task<Plan>>(() => MakeAsync(key.Stack, key.Edge, isPreview: false))).Value;

    /// <summary>The plan of a stack as a first preview makes it: what a cloud assigns is unknown.</summary>
    public static Task<Plan> PreviewOf(string stack) => MakeAsync(stack, null, isPreview: true);

    /// <summary>Residency group of each region that has one.</summary>
    public static IReadOnlyDictionary<string, string> Residencies(PlatformSettings settings) =>
        settings.Regions.Where(r => r.Residency is not null).ToDictionary(r => r.Name, r => r.Residency!);

    /// <summary>The Kubernetes objects of a plan, as they would be applied.</summary>
    public static IEnumerable<JsonObject> Objects(Plan plan) =>
        plan.Resources
            .Where(r => r.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && r.Inputs.ContainsKey("apiVersion") && r.Inputs.ContainsKey("kind"))
            .Select(r => r.Inputs);

    private static Task<Plan> MakeAsync(string stack, EdgeMode? edge, bool isPreview)
    {
        var settings = TestSettings.For(stack);
        settings = edge is null ? settings : settings with { Edge = edge.Value };
        return PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = isPreview }, () => PlatformProgram.Run(settings));
    }
}
