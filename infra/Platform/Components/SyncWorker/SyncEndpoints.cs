using System.Globalization;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.SyncWorker;

/// <summary>Where regions find each other's sync workers. It follows from the catalogue alone, so no region waits for another's stack.</summary>
public static class SyncEndpoints
{
    /// <summary>Public name of a region's sync workers, such as <c>sync-us-east.wedsync.com</c>.</summary>
    public static string Host(PlatformSettings settings, RegionSettings region) => $"sync-{region.Name}.{settings.Accounts.DnsZone}";

    /// <summary>The other regions' endpoints: <c>region=https://host:port</c> separated by commas, in the catalogue's order.</summary>
    public static string Peers(PlatformSettings settings, RegionSettings region) => string.Join(
        ',',
        settings.Regions
            .Where(r => r.Name != region.Name)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name}=https://{Host(settings, r)}:{ServicePorts.SyncGrpc}")));

    /// <summary>Names that a region's certificate is valid for: from outside and inside the cluster.</summary>
    public static IReadOnlyList<string> CertificateNames(PlatformSettings settings, RegionSettings region) =>
    [
        Host(settings, region),
        $"{Names.SyncService}.{Namespaces.Cache}.svc.cluster.local",
        $"{Names.SyncService}.{Namespaces.Cache}.svc",
        Names.SyncService,
    ];
}
