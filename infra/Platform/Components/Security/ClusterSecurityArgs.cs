using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Security;

/// <summary>Arguments of <see cref="ClusterSecurity"/>.</summary>
public sealed class ClusterSecurityArgs
{
    /// <summary>The region.</summary>
    public required RegionContext Context { get; init; }
}
