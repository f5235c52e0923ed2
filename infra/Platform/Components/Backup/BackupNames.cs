using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>Names of backups and of what they are kept in.</summary>
public static class BackupNames
{
    /// <summary>Helm release, Deployment and pods' name label of Velero.</summary>
    public const string Velero = "velero";

    /// <summary>Service account of Velero's server.</summary>
    public const string ServiceAccount = "velero-server";

    /// <summary>Backups in the region's own location.</summary>
    public const string Location = "wedding-cache-backup";

    /// <summary>The copy of <see cref="Location"/> in another location; read only.</summary>
    public const string CopyLocation = "wedding-cache-backup-copy";

    /// <summary>Backups that are written to the other location at once.</summary>
    public const string RemoteLocation = "wedding-cache-backup-remote";

    /// <summary>Snapshots of volumes.</summary>
    public const string Snapshots = "wedding-cache-volumes";

    /// <summary>Objects of the cache namespace without volumes, every 10 minutes.</summary>
    public const string Frequent = "wedding-cache-frequent-backup";

    /// <summary>The same into the other location, so that the loss of the region costs no more than 10 minutes.</summary>
    public const string FrequentRemote = "wedding-cache-frequent-remote-backup";

    /// <summary>Everything with volumes, once a day.</summary>
    public const string Daily = "wedding-cache-daily-backup";

    /// <summary>Models, once an hour.</summary>
    public const string Models = "ml-models-hourly-backup";

    /// <summary>ConfigMap with the recovery strategy.</summary>
    public const string RecoveryConfig = "disaster-recovery-config";

    /// <summary>Folder of backups in both buckets.</summary>
    public const string Prefix = "ai-cache";

    /// <summary>Folder of <see cref="RemoteLocation"/>.</summary>
    public const string RemotePrefix = "ai-cache-remote";

    /// <summary>Bucket in the region's own location.</summary>
    public static string Bucket(RegionSettings region) => $"wedsync-wedding-cache-backups-{region.Name}";

    /// <summary>Bucket in the other location.</summary>
    public static string CopyBucket(RegionSettings region) => $"{Bucket(region)}-copy";

    /// <summary>Bucket with the access logs of the region's bucket.</summary>
    public static string LogBucket(RegionSettings region) => $"{Bucket(region)}-logs";
}
