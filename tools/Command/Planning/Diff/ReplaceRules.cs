using System.Collections.Concurrent;

namespace WedSync.Planning.Diff;

/// <summary>The two plans of a comparison, for rules that depend on a resource's provider.</summary>
internal sealed record ReplaceContext(Plan Before, Plan After)
{
    /// <summary>Whether the resource's provider is told to change objects of a kind in place.</summary>
    public bool ProviderSays(PlannedResource resource, string setting)
        => After.Resources.FirstOrDefault(r => r.Urn == resource.Provider) is { } provider && provider.Text(setting) == "true";
}

/// <summary>
/// Fields that cannot change in place, by type. Sources: the force-new tables of the Kubernetes provider, the API servers' own
/// validation, and the schemas' replace marks of the Google and Amazon providers.
/// </summary>
internal static class ReplaceRules
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>[]> Known = new(StringComparer.Ordinal);

    /// <summary>Paths of a resource whose change forces a replacement.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> For(PlannedResource resource, ReplaceContext context)
    {
        var fixedPaths = Known.GetOrAdd(resource.Type, type => [.. PathsOf(type).Select(PropertyPath.Parse)]);
        var own = resource.ReplaceOnChanges.Concat(ConditionalPaths(resource, context));
        return [.. fixedPaths, .. own.Select(PropertyPath.Parse)];
    }

    private static IEnumerable<string> PathsOf(string type)
    {
        if (type.StartsWith("kubernetes:", StringComparison.Ordinal))
        {
            return KubernetesReplaceFields.Common.Concat(KubernetesReplaceFields.ByType.GetValueOrDefault(type) ?? []);
        }

        return GcpReplaceFields.ByType.GetValueOrDefault(type) ?? AwsReplaceFields.ByType.GetValueOrDefault(type) ?? [];
    }

    /// <summary>The Kubernetes provider replaces configuration and secrets unless it is told that they may change.</summary>
    private static string[] ConditionalPaths(PlannedResource resource, ReplaceContext context) => resource.Type switch
    {
        "kubernetes:core/v1:ConfigMap" when resource.Text("immutable") == "true" || !context.ProviderSays(resource, "enableConfigMapMutable")
            => ["data", "binaryData", "immutable"],
        "kubernetes:core/v1:Secret" when resource.Text("immutable") == "true" || !context.ProviderSays(resource, "enableSecretMutable")
            => ["data", "stringData", "immutable"],
        _ => [],
    };
}
