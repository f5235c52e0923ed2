using k8s.Models;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Monitoring;

namespace WedSync.LocalPlatform.Pods;

/// <summary>What a region's pods are translated with.</summary>
public sealed record RegionInputs
{
    public required string Region { get; init; }

    public required StateFolder State { get; init; }

    public required ImageCatalog Images { get; init; }

    public required HostTable Hosts { get; init; }

    public required IReadOnlyList<V1ConfigMap> ConfigMaps { get; init; }

    /// <summary>Values of a Secret by namespace and name.</summary>
    public required IReadOnlyDictionary<(string Namespace, string Name), IReadOnlyDictionary<string, byte[]>> Secrets { get; init; }

    /// <summary>Discovery and notifications of this machine for the monitoring's configuration.</summary>
    public required MonitoringExchange Monitoring { get; init; }

    /// <summary>Variables that every container gets from its image and machine rather than from the description.</summary>
    public required IReadOnlyDictionary<string, string> ImageEnvironment { get; init; }

    /// <summary>File with the certificates of this run's authorities, in place of the public ones.</summary>
    public required string TrustFile { get; init; }

    /// <summary>Host and port that stand for the token issuer.</summary>
    public required string IssuerAuthority { get; init; }
}
