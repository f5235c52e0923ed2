using WedSync.Platform.Components.Cluster;

namespace WedSync.Platform.Components.Backup;

/// <summary>Arguments of <see cref="RegionalBackup"/>.</summary>
public sealed class RegionalBackupArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionCluster Cluster { get; init; }
}
