using System.Globalization;
using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Monitoring;

/// <summary>Files for Prometheus' file discovery that say of each pod what its Kubernetes discovery (role pod) would say.</summary>
public static class DiscoveryFiles
{
    private const string Meta = "__meta_kubernetes_";

    /// <summary>The file of a namespace; <c>*</c> = the pattern for all of them.</summary>
    public static string FileOf(string folder, string @namespace) => Path.Combine(folder, $"pods-{@namespace}.json");

    /// <summary>The files' texts by path: one for each namespace, empty where it has no pods.</summary>
    public static IReadOnlyDictionary<string, string> Write(string folder, IEnumerable<string> namespaces, IReadOnlyList<DiscoveredPod> pods)
        => namespaces.Distinct(StringComparer.Ordinal).ToDictionary(
            name => FileOf(folder, name),
            name => new JsonArray([.. pods.Where(p => p.Plan.Namespace == name).SelectMany(Targets)]).ToJsonString(),
            StringComparer.Ordinal);

    /// <summary>A target for each port of each container, as role pod makes them.</summary>
    private static IEnumerable<JsonNode> Targets(DiscoveredPod pod)
    {
        var shared = PodLabels(pod);
        foreach (var container in pod.Plan.Containers)
        {
            foreach (var port in container.Ports)
            {
                var number = port.Port.ToString(CultureInfo.InvariantCulture);
                var labels = new JsonObject();
                foreach (var (name, value) in shared) labels[name] = value;
                labels[$"{Meta}pod_container_name"] = container.Name;
                labels[$"{Meta}pod_container_init"] = "false";
                labels[$"{Meta}pod_container_port_name"] = port.Name == number ? "" : port.Name;
                labels[$"{Meta}pod_container_port_number"] = number;
                labels[$"{Meta}pod_container_port_protocol"] = port.IsTcp ? "TCP" : "UDP";
                yield return new JsonObject { ["targets"] = new JsonArray($"{pod.Plan.Ip}:{number}"), ["labels"] = labels };
            }
        }
    }

    private static SortedDictionary<string, string> PodLabels(DiscoveredPod pod)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{Meta}namespace"] = pod.Plan.Namespace,
            [$"{Meta}pod_name"] = pod.Plan.Name,
            [$"{Meta}pod_ip"] = pod.Plan.Ip,
            [$"{Meta}pod_host_ip"] = pod.Plan.Ip,
            [$"{Meta}pod_ready"] = pod.Ready ? "true" : "false",
            [$"{Meta}pod_phase"] = "Running",
            [$"{Meta}pod_controller_kind"] = pod.Plan.Kind is WorkloadKind.Deployment or WorkloadKind.Rollout ? "ReplicaSet" : pod.Plan.Kind.ToString(),
            [$"{Meta}pod_controller_name"] = pod.Plan.Workload,
        };
        Add(labels, "label", pod.Plan.Labels);
        Add(labels, "annotation", pod.Plan.Annotations);
        return labels;
    }

    private static void Add(SortedDictionary<string, string> labels, string kind, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
        {
            var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
            labels[$"{Meta}pod_{kind}_{safe}"] = value;
            labels[$"{Meta}pod_{kind}present_{safe}"] = "true";
        }
    }
}

/// <summary>A pod that runs.</summary>
/// <param name="Plan">The pod.</param>
/// <param name="Ready">Whether it is ready.</param>
public sealed record DiscoveredPod(PodPlan Plan, bool Ready);
