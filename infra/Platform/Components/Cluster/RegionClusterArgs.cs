using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Arguments of a <see cref="RegionCluster"/>.</summary>
public sealed class RegionClusterArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>The region.</summary>
    public required RegionSettings Region { get; init; }

    /// <summary>The network that the nodes are in.</summary>
    public required RegionNetwork Network { get; init; }

    /// <summary>Keys for secrets and disks.</summary>
    public required RegionKeys Keys { get; init; }
}
