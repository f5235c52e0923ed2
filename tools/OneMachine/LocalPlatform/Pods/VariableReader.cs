using System.Globalization;
using System.Text;
using k8s.Models;

namespace WedSync.LocalPlatform.Pods;

/// <summary>A container's variables, from every source that a pod spec knows.</summary>
internal sealed class VariableReader(RegionInputs context, PodIdentity pod, List<string> errors)
{
    private const decimal MillisPerCore = 1000;

    /// <summary>Variables as the cluster would set them: names of hosts and paths are still the cluster's.</summary>
    public Dictionary<string, string> Read(V1Container container)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in container.EnvFrom ?? []) AddAll(source, variables, container.Name);
        foreach (var variable in container.Env ?? [])
        {
            var value = variable.ValueFrom is { } source
                ? From(source, container, variable.Name)
                : VariableExpansion.Expand(variable.Value ?? "", variables);
            if (value is not null) variables[variable.Name] = value;
        }

        return variables;
    }

    private void AddAll(V1EnvFromSource source, Dictionary<string, string> variables, string container)
    {
        var values = source.ConfigMapRef is { } map
            ? Values(ConfigMap(map.Name), map.Name, "ConfigMap", map.Optional ?? false, container)
            : Values(Secret(source.SecretRef.Name), source.SecretRef.Name, "Secret", source.SecretRef.Optional ?? false, container);
        foreach (var (key, value) in values) variables[source.Prefix + key] = value;
    }

    private Dictionary<string, string> Values(Dictionary<string, string>? values, string name, string kind, bool optional, string container)
    {
        if (values is null && !optional) errors.Add($"{Where(container)}: envFrom: {kind} '{name}' does not exist in {pod.Workload.Namespace}.");
        return values ?? [];
    }

    private string? From(V1EnvVarSource source, V1Container container, string variable)
    {
        if (source.FieldRef is { } field) return Field(field.FieldPath, container.Name, variable);
        if (source.ResourceFieldRef is { } resource) return Resource(resource, container, variable);
        var (kind, name, key, optional, values) = source.ConfigMapKeyRef is { } map
            ? ("ConfigMap", map.Name, map.Key, map.Optional, ConfigMap(map.Name))
            : ("Secret", source.SecretKeyRef.Name, source.SecretKeyRef.Key, source.SecretKeyRef.Optional, Secret(source.SecretKeyRef.Name));
        if (values?.GetValueOrDefault(key) is { } value) return value;
        if (optional != true) errors.Add($"{Where(container.Name)}: variable {variable}: {kind} '{name}' {(values is null ? "does not exist" : $"has no key '{key}'")} in {pod.Workload.Namespace}.");
        return null;
    }

    private string? Field(string path, string container, string variable)
    {
        var value = path switch
        {
            "metadata.name" => pod.Name,
            "metadata.namespace" => pod.Workload.Namespace,
            "metadata.uid" => pod.Name,
            "status.podIP" or "status.podIPs" or "status.hostIP" => pod.Ip,
            "spec.nodeName" => Environment.MachineName,
            "spec.serviceAccountName" => pod.Workload.Template.Spec.ServiceAccountName ?? "default",
            _ => Keyed(path, "metadata.labels", PodTranslator.LabelsOf(pod)) ?? Keyed(path, "metadata.annotations", PodTranslator.AnnotationsOf(pod)),
        };
        if (value is null) errors.Add($"{Where(container)}: variable {variable}: fieldPath '{path}' is not known here; allowed: metadata.name, .namespace, .uid, .labels['x'], .annotations['x'], status.podIP, .hostIP, spec.nodeName, .serviceAccountName.");
        return value;
    }

    private static string? Keyed(string path, string map, IReadOnlyDictionary<string, string> values)
        => path.StartsWith($"{map}['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? values.GetValueOrDefault(path[(map.Length + 2)..^2], "")
            : null;

    private string? Resource(V1ResourceFieldSelector selector, V1Container container, string variable)
    {
        var (kind, name) = selector.Resource.Split('.', 2) is [var first, var second] ? (first, second) : ("", selector.Resource);
        var quantities = kind switch { "limits" => container.Resources?.Limits, "requests" => container.Resources?.Requests, _ => null };
        if (quantities is null || !quantities.TryGetValue(name, out var quantity))
        {
            errors.Add($"{Where(container.Name)}: variable {variable}: resource '{selector.Resource}' is not set on the container; the node's size would be taken, which is none of the description's.");
            return null;
        }

        var divisor = selector.Divisor?.ToDecimal() is { } d && d != 0 ? d : 1;
        var value = quantity.ToDecimal() / divisor;
        return Math.Ceiling(Math.Round(value * MillisPerCore) / MillisPerCore).ToString("F0", CultureInfo.InvariantCulture);
    }

    private Dictionary<string, string>? ConfigMap(string name)
        => context.ConfigMaps.FirstOrDefault(m => m.Name() == name && m.Namespace() == pod.Workload.Namespace) is { } map
            ? (map.Data ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal)
            : null;

    private Dictionary<string, string>? Secret(string name)
        => context.Secrets.TryGetValue((pod.Workload.Namespace, name), out var values)
            ? values.ToDictionary(p => p.Key, p => Encoding.UTF8.GetString(p.Value), StringComparer.Ordinal)
            : null;

    private string Where(string container) => $"{context.Region}: pod {pod.Name}, container {container}";
}
