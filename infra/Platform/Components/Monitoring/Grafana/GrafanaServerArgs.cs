using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>Arguments of <see cref="GrafanaServer"/>.</summary>
public sealed class GrafanaServerArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }
}
