using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Delivery;

/// <summary>Arguments of <see cref="CanaryDelivery"/>.</summary>
public sealed class CanaryDeliveryArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }
}
