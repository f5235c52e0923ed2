using Pulumi;
using Pulumi.Gcp.Compute;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>What the clusters' own load balancers share with <c>edge: ingress</c>, by names that each Ingress refers to.</summary>
internal static class ClassicGlobals
{
    /// <summary>Creates an address a region, the firewall and the TLS policy; returns the addresses by the regions' names.</summary>
    public static IReadOnlyDictionary<string, Output<string>> Create(
        PlatformSettings settings,
        IReadOnlyList<RegionSettings> regions,
        Resource parent)
    {
        var project = settings.Accounts.GcpProject;
        _ = GlobalFirewall.Create(project, parent);
        _ = GlobalTls.Create(project, parent);
        return regions.ToDictionary(r => r.Name, r => Address(r, project, parent));
    }

    private static Output<string> Address(RegionSettings region, string project, Resource parent) => new GlobalAddress(
        $"edge-address-{region.Name}",
        new GlobalAddressArgs
        {
            Name = ClassicNames.Address(region),
            Project = project,
            AddressType = "EXTERNAL",
            IpVersion = "IPV4",
            Description = $"AI cache, region {region.Name}",
        },
        new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true }).Address;
}
