using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace WedSync.LocalPlatform.Manifests;

/// <summary>An Argo Rollout.</summary>
/// <param name="Metadata">Its name, namespace and labels.</param>
/// <param name="Template">Its pods.</param>
/// <param name="StableService">Service of the stable pods.</param>
/// <param name="CanaryService">Service of the canary pods.</param>
/// <param name="Strategy">Its canary strategy as rendered.</param>
public sealed record Rollout(V1ObjectMeta Metadata, V1PodTemplateSpec Template, string? StableService, string? CanaryService, JsonObject Strategy)
{
    public static Rollout Read(JsonObject root)
    {
        var canary = root["spec"]?["strategy"]?["canary"]?.AsObject() ?? [];
        return new Rollout(
            Node.Metadata(root),
            KubernetesJson.Deserialize<V1PodTemplateSpec>(root["spec"]!["template"]!.ToJsonString()),
            Node.Text(canary["stableService"]),
            Node.Text(canary["canaryService"]),
            canary);
    }
}

/// <summary>A cert-manager Certificate.</summary>
public sealed record Certificate
{
    public required V1ObjectMeta Metadata { get; init; }

    /// <summary>Secret that holds it and its key.</summary>
    public required string SecretName { get; init; }

    public string? CommonName { get; init; }

    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public bool IsCa { get; init; }

    public required string IssuerName { get; init; }

    /// <summary>Usages in cert-manager's words, such as <c>server auth</c>.</summary>
    public IReadOnlyList<string> Usages { get; init; } = [];

    public static Certificate Read(JsonObject root)
    {
        var spec = root["spec"]!.AsObject();
        return new Certificate
        {
            Metadata = Node.Metadata(root),
            SecretName = Node.Text(spec["secretName"])!,
            CommonName = Node.Text(spec["commonName"]),
            DnsNames = Node.Texts(spec["dnsNames"]),
            IsCa = spec["isCA"]?.GetValue<bool>() ?? false,
            IssuerName = Node.Text(spec["issuerRef"]?["name"])!,
            Usages = Node.Texts(spec["usages"]),
        };
    }
}

/// <summary>A cert-manager Issuer or ClusterIssuer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CaSecret">Secret of its CA; null = self-signed.</param>
public sealed record Issuer(string Name, string? CaSecret)
{
    public static Issuer Read(JsonObject root) => new(Node.Metadata(root).Name, Node.Text(root["spec"]?["ca"]?["secretName"]));
}

/// <summary>A password generator of External Secrets.</summary>
public sealed record Password(V1ObjectMeta Metadata, int Length, IReadOnlyList<string> Keys)
{
    private const int DefaultLength = 24;

    public static Password Read(JsonObject root)
    {
        var keys = Node.Texts(root["spec"]?["secretKeys"]);
        return new Password(Node.Metadata(root), Node.Number(root["spec"]?["length"]) ?? DefaultLength, keys.Count > 0 ? keys : ["password"]);
    }
}

/// <summary>A secret that External Secrets would make.</summary>
/// <param name="Metadata">Its own name and namespace.</param>
/// <param name="SecretName">The Secret it makes.</param>
/// <param name="Generators">Password generators that give its values.</param>
/// <param name="Data">Values from the cloud's secret manager.</param>
/// <param name="Template">Texts with <c>{{ .key }}</c> for values; empty = the values as they are.</param>
public sealed record ExternalSecret(
    V1ObjectMeta Metadata, string SecretName, IReadOnlyList<string> Generators, IReadOnlyList<RemoteValue> Data, IReadOnlyDictionary<string, string> Template)
{
    public static ExternalSecret Read(JsonObject root)
    {
        var spec = root["spec"]!.AsObject();
        var metadata = Node.Metadata(root);
        return new ExternalSecret(
            metadata,
            Node.Text(spec["target"]?["name"]) ?? metadata.Name,
            [.. Node.Items(spec["dataFrom"]).Select(item => Node.Text(item["sourceRef"]?["generatorRef"]?["name"])).OfType<string>()],
            [.. Node.Items(spec["data"]).Select(item => new RemoteValue(
                Node.Text(item["secretKey"])!, Node.Text(item["remoteRef"]?["key"])!, Node.Text(item["remoteRef"]?["property"])))],
            Node.Map(spec["target"]?["template"]?["data"]));
    }
}

/// <summary>A value of the cloud's secret manager.</summary>
/// <param name="SecretKey">Key in the Secret.</param>
/// <param name="RemoteKey">Name in the secret manager, shared by all regions.</param>
/// <param name="Property">Part of it.</param>
public sealed record RemoteValue(string SecretKey, string RemoteKey, string? Property);

/// <summary>A Gateway API route.</summary>
public sealed record HttpRoute(V1ObjectMeta Metadata, IReadOnlyList<RouteBackend> Backends)
{
    public static HttpRoute Read(JsonObject root) => new(
        Node.Metadata(root),
        [.. Node.Items(root["spec"]?["rules"]).SelectMany(rule => Node.Items(rule["backendRefs"])).Select(backend => new RouteBackend(
            Node.Text(backend["name"])!, Node.Number(backend["port"]) ?? HttpPort, Node.Number(backend["weight"]) ?? 1))]);

    private const int HttpPort = 80;

    /// <summary>Port of a Service that the route leads to.</summary>
    public int PortOf(string service) => Backends.FirstOrDefault(b => b.Service == service)?.Port ?? HttpPort;
}

/// <summary>A backend of a route.</summary>
/// <param name="Service">Name of its Service.</param>
/// <param name="Port">Port of the Service.</param>
/// <param name="Weight">Its weight.</param>
public sealed record RouteBackend(string Service, int Port, int Weight);

/// <summary>An Argo AnalysisTemplate, as rendered.</summary>
public sealed record AnalysisTemplate(V1ObjectMeta Metadata, JsonObject Spec)
{
    public static AnalysisTemplate Read(JsonObject root) => new(Node.Metadata(root), root["spec"]!.AsObject());
}

/// <summary>Reads JSON values.</summary>
internal static class Node
{
    public static V1ObjectMeta Metadata(JsonObject root) => KubernetesJson.Deserialize<V1ObjectMeta>(root["metadata"]!.ToJsonString());

    /// <summary>A whole number, whatever type it was made from.</summary>
    public static int? Number(JsonNode? node) => node is null ? null : (int)double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    public static string? Text(JsonNode? node) => node?.GetValue<string>();

    public static IReadOnlyList<string> Texts(JsonNode? node) => [.. Items(node).Select(item => item.GetValue<string>())];

    public static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    public static IReadOnlyDictionary<string, string> Map(JsonNode? node)
        => (node as JsonObject)?.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!.GetValue<string>(), StringComparer.Ordinal)
            ?? new Dictionary<string, string>(StringComparer.Ordinal);
}
