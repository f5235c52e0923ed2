using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>Arguments of <see cref="AlertmanagerCluster"/>.</summary>
public sealed class AlertmanagerClusterArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }
}
