using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Security;

/// <summary>A namespace and how far its pods are trusted.</summary>
/// <param name="Name">The namespace.</param>
/// <param name="PodSecurity">Level that is enforced: <c>restricted</c>, <c>baseline</c> or <c>privileged</c>.</param>
/// <param name="Component">Its part in the platform.</param>
public sealed record NamespaceSpec(string Name, string PodSecurity, string Component);

/// <summary>The namespaces of a region's cluster. No other is made: charts do not create theirs.</summary>
public static class NamespaceCatalog
{
    /// <summary>Level at which a pod runs as a user without rights and cannot gain any.</summary>
    public const string Restricted = "restricted";

    /// <summary>Level that forbids only known ways to become root of the node.</summary>
    public const string Baseline = "baseline";

    /// <summary>All namespaces.</summary>
    public static readonly IReadOnlyList<NamespaceSpec> All =
    [
        new(Namespaces.Cache, Restricted, "cache"),
        new(Namespaces.Monitoring, Restricted, "monitoring"),
        // Charts of the edge and of backups run as root or bind low ports in some versions.
        new(Namespaces.Edge, Baseline, "edge"),
        new(Namespaces.Velero, Baseline, "backup"),
        new(Namespaces.Rollouts, Restricted, "delivery"),
        new(Namespaces.CertManager, Restricted, "secrets"),
        new(Namespaces.ExternalSecrets, Restricted, "secrets"),
        new(Namespaces.Kueue, Restricted, "ml"),
    ];
}
