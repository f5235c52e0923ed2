using WedSync.Platform.Components.Delivery;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>Steps of relabelling that jobs are made of.</summary>
public static class Relabel
{
    private const string PodLabel = "__meta_kubernetes_pod_label_";
    private const string PodAnnotation = "__meta_kubernetes_pod_annotation_";

    /// <summary>Keeps pods whose label matches.</summary>
    /// <param name="label">The pod's label, as in its manifest.</param>
    /// <param name="regex">Expression over the whole value.</param>
    public static RelabelConfig KeepPodsWith(string label, string regex) => Keep(PodLabel + Sanitize(label), regex);

    /// <summary>Keeps pods that ask to be scraped.</summary>
    public static RelabelConfig KeepAnnotated() => Keep(PodAnnotation + "prometheus_io_scrape", "true");

    /// <summary>Keeps one port of a pod by its number.</summary>
    public static RelabelConfig KeepPort(int port) =>
        Keep("__meta_kubernetes_pod_container_port_number", port.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Scrapes the port of the pod's annotation. Two source labels, joined by a semicolon: the address, with or without a port,
    /// and the annotation. All ports of a pod become one target this way.
    /// </summary>
    public static RelabelConfig AddressFromAnnotation() => new()
    {
        SourceLabels = ["__address__", PodAnnotation + "prometheus_io_port"],
        Regex = @"([^:]+)(?::\d+)?;(\d+)",
        TargetLabel = "__address__",
        Replacement = "$1:$2",
    };

    /// <summary>Scrapes a fixed port that the pod need not declare.</summary>
    public static RelabelConfig AddressWithPort(int port) => new()
    {
        SourceLabels = ["__address__"],
        Regex = @"([^:]+)(?::\d+)?",
        TargetLabel = "__address__",
        Replacement = $"$1:{port}",
    };

    /// <summary>Scrapes the path of the pod's annotation, where it has one.</summary>
    public static RelabelConfig PathFromAnnotation() => new()
    {
        SourceLabels = [PodAnnotation + "prometheus_io_path"],
        Regex = "(.+)",
        TargetLabel = "__metrics_path__",
    };

    /// <summary>Labels of every pod's series: pod, namespace, region. None says the season or the stack.</summary>
    public static IEnumerable<RelabelConfig> PodLabels(string region) =>
    [
        Copy("__meta_kubernetes_pod_name", "pod"),
        Copy("__meta_kubernetes_namespace", "namespace"),
        Region(region),
    ];

    /// <summary>The label that tells a canary's pods from the stable ones; Argo Rollouts sets it on the pods.</summary>
    public static RelabelConfig RolloutHash() =>
        Copy(PodLabel + CanaryQueries.HashLabel, CanaryQueries.HashLabel);

    /// <summary>The region, on the target: external labels are not there when a rule is evaluated.</summary>
    public static RelabelConfig Region(string region) => new() { TargetLabel = "region", Replacement = region };

    /// <summary>Copies a label.</summary>
    public static RelabelConfig Copy(string source, string target) => new() { SourceLabels = [source], TargetLabel = target };

    /// <summary>Keeps what matches.</summary>
    public static RelabelConfig Keep(string source, string regex) => new() { SourceLabels = [source], Regex = regex, Action = "keep" };

    private static string Sanitize(string label) => label.Replace('-', '_').Replace('.', '_').Replace('/', '_');
}
