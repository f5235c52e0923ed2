using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Edge;

/// <summary>Arguments of <see cref="ClassicIngress"/>.</summary>
public sealed class ClassicIngressArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }
}
