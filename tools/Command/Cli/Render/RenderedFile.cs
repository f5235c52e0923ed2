using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Planning;

namespace WedSync.Cli.Render;

/// <summary>The file of a resource.</summary>
internal static class RenderedFile
{
    private const string KubernetesPrefix = "kubernetes:";
    private const string ReleaseType = "kubernetes:helm.sh/v3:Release";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Files are applied in the order of their names: what others need comes first.
    private static readonly string[][] Order =
    [
        ["Namespace"],
        ["CustomResourceDefinition", "PriorityClass", "StorageClass", "VolumeAttributesClass", "IngressClass", "GatewayClass"],
        ["ResourceQuota", "LimitRange", "NetworkPolicy"],
        ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        ["ClusterIssuer", "Issuer", "ClusterSecretStore", "SecretStore", "Password"],
        ["Certificate", "ExternalSecret", "ConfigMap", "Secret", "PersistentVolumeClaim"],
        ["Service"],
        ["AnalysisTemplate", "ClusterAnalysisTemplate"],
        ["StatefulSet", "DaemonSet", "Deployment", "Rollout"],
        ["Job", "CronJob"],
        ["HorizontalPodAutoscaler", "PodDisruptionBudget"],
    ];

    /// <summary>Path inside its scope's folder, and text.</summary>
    public static (string Path, string Text) Of(PlannedResource resource)
    {
        if (resource.Type == ReleaseType)
        {
            return ($"helm/{FileName(resource.Text("namespace"), resource.Text("name") ?? resource.Name)}.json", Json(resource.Inputs));
        }

        if (resource.Type.StartsWith(KubernetesPrefix, StringComparison.Ordinal))
        {
            return (ObjectPath(resource), YamlText.Write(resource.Inputs));
        }

        var content = new JsonObject
        {
            ["type"] = resource.Type,
            ["name"] = resource.Name,
            ["protect"] = resource.Protect,
            ["retainOnDelete"] = resource.RetainOnDelete,
            ["inputs"] = resource.Inputs.DeepClone(),
        };
        return ($"cloud/{FileName(resource.Type.Replace('/', ':'), resource.Name)}.json", Json(content));
    }

    private static string ObjectPath(PlannedResource resource)
    {
        var kind = resource.Text("kind") ?? resource.Type[(resource.Type.LastIndexOf(':') + 1)..];
        var rank = Array.FindIndex(Order, kinds => kinds.Contains(kind));
        var number = (rank < 0 ? Order.Length : rank) * 10;
        var name = FileName(kind, resource.Text("metadata.namespace"), resource.Text("metadata.name") ?? resource.Name);
        return FormattableString.Invariant($"kubernetes/{number:000}-{name}.yaml");
    }

    private static string FileName(params string?[] parts)
    {
        var name = string.Join('-', parts.OfType<string>());
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? char.ToLowerInvariant(c) : '-'));
    }

    private static string Json(JsonObject content) => content.ToJsonString(Indented) + "\n";
}
