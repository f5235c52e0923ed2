using WedSync.Platform.Components.Network;

namespace WedSync.Platform.Components.Cluster;

/// <summary>
/// Who reaches a cluster's control plane. A public endpoint exists only when an operator network is public; private ones come by VPN or peering.
/// </summary>
/// <param name="PublicNetworks">Operator networks with public addresses.</param>
/// <param name="PrivateNetworks">Operator networks with private addresses.</param>
public sealed record ControlPlaneAccess(IReadOnlyList<string> PublicNetworks, IReadOnlyList<string> PrivateNetworks)
{
    /// <summary>Whether the control plane has a public endpoint at all.</summary>
    public bool HasPublicEndpoint => PublicNetworks.Count > 0;

    /// <summary>Sorts the operators' networks.</summary>
    public static ControlPlaneAccess For(IEnumerable<string> operatorNetworks)
    {
        var byKind = operatorNetworks.ToLookup(Cidr.IsPrivate);
        return new ControlPlaneAccess([.. byKind[false]], [.. byKind[true]]);
    }
}
