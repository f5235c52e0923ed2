using System.Text.Json.Nodes;

namespace WedSync.Planning.Policies;

/// <summary>A pod that a workload makes.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Path">Path of the pod's template.</param>
/// <param name="Spec">The pod's spec.</param>
/// <param name="RunsForever">Whether it serves until it is stopped, unlike a Job.</param>
internal sealed record PodTemplate(PlannedResource Workload, string Path, JsonObject Spec, bool RunsForever)
{
    /// <summary>Containers and init containers; an init container that always restarts is a sidecar.</summary>
    public IEnumerable<Container> Containers => Read("containers", isInit: false).Concat(Read("initContainers", isInit: true));

    private IEnumerable<Container> Read(string list, bool isInit)
    {
        var items = Spec[list] as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject spec)
            {
                yield return new Container(this, $"{Path}.spec.{list}[{i}]", spec, isInit);
            }
        }
    }
}

/// <summary>A container of a pod.</summary>
internal sealed record Container(PodTemplate Pod, string Path, JsonObject Spec, bool IsInit)
{
    public Finding Fault(string path, JsonNode? value, string allowed, string fix)
        => new(Pod.Workload, $"{Path}.{path}", PodTemplates.Show(value), allowed, $"{fix} Container: {Spec["name"]}.");
}

/// <summary>Finds the pods of a plan.</summary>
internal static class PodTemplates
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["kubernetes:apps/v1:DaemonSet"] = "spec.template",
        ["kubernetes:apps/v1:Deployment"] = "spec.template",
        ["kubernetes:apps/v1:StatefulSet"] = "spec.template",
        ["kubernetes:argoproj.io/v1alpha1:Rollout"] = "spec.template",
        ["kubernetes:batch/v1:CronJob"] = "spec.jobTemplate.spec.template",
        ["kubernetes:batch/v1:Job"] = "spec.template",
    };

    public static IEnumerable<PodTemplate> Pods(this PolicyInput input)
    {
        foreach (var workload in input.Managed)
        {
            if (Paths.TryGetValue(workload.Type, out var path) && workload.At($"{path}.spec") is JsonObject spec)
            {
                var runsForever = !workload.Type.StartsWith("kubernetes:batch/", StringComparison.Ordinal);
                yield return new PodTemplate(workload, path, spec, runsForever);
            }
        }
    }

    public static IEnumerable<Container> Containers(this PolicyInput input) => input.Pods().SelectMany(pod => pod.Containers);

    /// <summary>A value as a report shows it.</summary>
    public static string? Show(JsonNode? value) => value is JsonValue v && v.TryGetValue<string>(out var text) ? text : value?.ToJsonString();

    public static bool Is(this JsonNode? value, bool expected) => value is JsonValue v && v.TryGetValue<bool>(out var flag) && flag == expected;
}
