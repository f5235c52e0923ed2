using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Regions that may serve the same requests, and the domains that lead to them.</summary>
public sealed record BackendGroup
{
    /// <summary>Name: the residency group, or <see cref="Unbound"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Domains, in the catalogue's order.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Its regions on Google Cloud, behind the global load balancer.</summary>
    public required IReadOnlyList<RegionSettings> Gcp { get; init; }

    /// <summary>Its regions on AWS, each behind its own load balancer.</summary>
    public required IReadOnlyList<RegionSettings> Aws { get; init; }

    /// <summary>Name of the group of all regions without residency.</summary>
    public const string Unbound = "global";
}

/// <summary>
/// Which regions serve which domain. Residency decides: a domain of group <c>eu</c> only ever reaches regions of that group,
/// even when all of them are down, and no other domain reaches them. Inside a group every region serves every domain, so that
/// one region can stand in for another.
/// </summary>
public static class EdgeRouting
{
    /// <summary>All distinct domains, in the catalogue's order.</summary>
    public static IReadOnlyList<string> Domains(IEnumerable<RegionSettings> regions) => [.. regions.Select(r => r.Domain).Distinct()];

    /// <summary>The groups of a catalogue.</summary>
    /// <exception cref="InvalidOperationException">Regions of different residency share a domain.</exception>
    public static IReadOnlyList<BackendGroup> Groups(IReadOnlyList<RegionSettings> regions)
    {
        RefuseSharedDomains(regions);
        return [.. regions.GroupBy(r => r.Residency ?? BackendGroup.Unbound).Select(g => new BackendGroup
        {
            Name = g.Key,
            Domains = Domains(g),
            Gcp = [.. g.Where(r => r.Cloud == Cloud.Gcp)],
            Aws = [.. g.Where(r => r.Cloud == Cloud.Aws)],
        })];
    }

    /// <summary>The group that a region belongs to.</summary>
    public static BackendGroup GroupOf(RegionSettings region, IReadOnlyList<RegionSettings> regions)
        => Groups(regions).Single(g => g.Name == (region.Residency ?? BackendGroup.Unbound));

    /// <summary>Addresses of a region's endpoint groups, one a zone.</summary>
    public static IReadOnlyList<string> EndpointGroups(RegionSettings region, string project)
        => [.. GcpZones.For(region.Location).Select(zone =>
            $"https://www.googleapis.com/compute/v1/projects/{project}/zones/{zone}/networkEndpointGroups/{EdgeNames.EndpointGroup(region)}")];

    private static void RefuseSharedDomains(IEnumerable<RegionSettings> regions)
    {
        var shared = regions.GroupBy(r => r.Domain).Where(g => g.Select(r => r.Residency).Distinct().Count() > 1).ToList();
        if (shared.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", shared.Select(g =>
                $"domain '{g.Key}' is shared by regions of different residency ({string.Join(", ", g.Select(r => r.Name))}); "
                + "allowed: one residency a domain. Give each group its own domain under 'regions' in Pulumi.yaml.")));
        }
    }
}
