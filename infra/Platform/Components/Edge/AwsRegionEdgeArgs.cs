using Pulumi;
using WedSync.Platform.Components.Cluster;

namespace WedSync.Platform.Components.Edge;

/// <summary>Arguments of <see cref="AwsRegionEdge"/>.</summary>
public sealed class AwsRegionEdgeArgs
{
    /// <summary>The region's cluster, on AWS.</summary>
    public required RegionCluster Cluster { get; init; }

    /// <summary>Key of the region's logs (<c>RegionKeys.LogsKeyId</c>).</summary>
    public required Output<string> LogsKeyId { get; init; }

    /// <summary>Created when <see cref="Service"/> is: the gateway (<see cref="RegionalGateway.Ready"/>) or the ingress controller.</summary>
    public required Resource ServiceReady { get; init; }

    /// <summary>Service whose pods are the targets, in the edge's namespace, on port 443.</summary>
    public string Service { get; init; } = EdgeNames.EnvoyService;

    /// <summary>Port that its pods listen on, with TLS.</summary>
    public int PodPort { get; init; } = EdgeNames.EnvoyPort;
}
