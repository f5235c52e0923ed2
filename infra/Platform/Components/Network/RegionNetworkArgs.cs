using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Network;

/// <summary>Arguments of a <see cref="RegionNetwork"/>.</summary>
public sealed class RegionNetworkArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>The region.</summary>
    public required RegionSettings Region { get; init; }

    /// <summary>Keys of the region; flow logs are encrypted on AWS.</summary>
    public required RegionKeys Keys { get; init; }
}
