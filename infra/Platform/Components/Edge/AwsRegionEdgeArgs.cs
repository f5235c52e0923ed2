using Pulumi;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Edge;

/// <summary>Arguments of an <see cref="AwsRegionEdge"/>.</summary>
public sealed class AwsRegionEdgeArgs
{
    /// <summary>The region; its cloud is AWS.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>Its cluster: network, public subnets and the nodes' security group.</summary>
    public required RegionCluster Cluster { get; init; }

    /// <summary>Its keys; the firewall's log is encrypted with one.</summary>
    public required RegionKeys Keys { get; init; }

    /// <summary>What must stand before the objects in the cluster: namespaces and the regional gateway.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
