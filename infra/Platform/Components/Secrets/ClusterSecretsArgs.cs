using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Secrets;

/// <summary>Arguments of <see cref="ClusterSecrets"/>.</summary>
public sealed class ClusterSecretsArgs
{
    /// <summary>The region.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>The cluster, for the operator's cloud identity.</summary>
    public required RegionCluster Cluster { get; init; }
}
