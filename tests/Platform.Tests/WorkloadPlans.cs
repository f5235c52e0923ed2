using WedSync.Planning;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests;

/// <summary>Plans of one workload in the one region of a stack, as <c>pulumi up</c> would run it.</summary>
internal static class WorkloadPlans
{
    public static Task<Plan> RunAsync(
        string stack,
        Action<RegionContext> workload,
        Func<PlatformSettings, PlatformSettings>? change = null)
    {
        var settings = change is null ? TestSettings.For(stack) : change(TestSettings.For(stack));
        return PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = false }, () =>
        {
            var region = settings.StackRegions.Single();
            workload(new RegionContext(settings, region, new Pulumi.Kubernetes.Provider(region.Name)));
        });
    }

    /// <summary>The inputs of two plans that differ, as <c>type name</c>.</summary>
    public static IReadOnlyList<string> Differences(Plan left, Plan right) =>
    [
        .. left.Resources
            .Where(l => !System.Text.Json.Nodes.JsonNode.DeepEquals(l.Inputs, right.Get(l.Type, l.Name).Inputs))
            .Select(l => $"{l.Type} {l.Name}"),
    ];

    /// <summary>Environment of a container: values, or <c>configmap/name/key</c>, <c>secret/name/key</c>, <c>field/path</c>.</summary>
    public static IReadOnlyDictionary<string, string> Environment(PlannedResource resource, string container)
        => resource.At($"{container}.env")!.AsArray().ToDictionary(e => e!["name"]!.GetValue<string>(), e => Value(e!.AsObject()));

    private static string Value(System.Text.Json.Nodes.JsonObject variable)
    {
        var source = variable["valueFrom"];
        return source switch
        {
            null => variable["value"]?.GetValue<string>() ?? "",
            _ when source["configMapKeyRef"] is { } c => $"configmap/{c["name"]}/{c["key"]}",
            _ when source["secretKeyRef"] is { } s => $"secret/{s["name"]}/{s["key"]}",
            _ => $"field/{source["fieldRef"]!["fieldPath"]}",
        };
    }
}
