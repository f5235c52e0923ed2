using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Edge;

/// <summary>Arguments of <see cref="RegionalGateway"/>.</summary>
public sealed class RegionalGatewayArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }
}
