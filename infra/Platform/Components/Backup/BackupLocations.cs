using Pulumi;
using WedSync.Platform.Components.Backup.CustomResources;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>Velero's locations. Their options hold exactly the keys that each plugin knows; any other breaks the location.</summary>
internal static class BackupLocations
{
    public static BackupStorageLocationSpecArgs Primary(RegionSettings region, BackupStorageFacts storage, Output<string> identity) => new()
    {
        Provider = VeleroValues.Provider(region.Cloud),
        Default = true,
        AccessMode = "ReadWrite",
        ObjectStorage = new ObjectStorageArgs { Bucket = storage.Bucket, Prefix = BackupNames.Prefix },
        Config = Options(region, region.Location, storage.Key, identity),
        BackupSyncPeriod = "1m",
        ValidationFrequency = "1m",
    };

    public static BackupStorageLocationSpecArgs Copy(RegionSettings region, BackupStorageFacts storage, Output<string> identity) => new()
    {
        Provider = VeleroValues.Provider(region.Cloud),
        AccessMode = "ReadOnly",
        ObjectStorage = new ObjectStorageArgs { Bucket = storage.CopyBucket, Prefix = BackupNames.Prefix },
        Config = Options(region, region.BackupCopyLocation, storage.CopyKey, identity),
        // Its backups are those of the first location: a cluster that has them need not look often.
        BackupSyncPeriod = "1h",
        ValidationFrequency = "10m",
    };

    public static BackupStorageLocationSpecArgs Remote(RegionSettings region, BackupStorageFacts storage, Output<string> identity) => new()
    {
        Provider = VeleroValues.Provider(region.Cloud),
        AccessMode = "ReadWrite",
        ObjectStorage = new ObjectStorageArgs { Bucket = storage.CopyBucket, Prefix = BackupNames.RemotePrefix },
        Config = Options(region, region.BackupCopyLocation, storage.CopyKey, identity),
        BackupSyncPeriod = "1m",
        ValidationFrequency = "1m",
    };

    /// <summary>
    /// On Google Cloud snapshots are kept in the second location, inside the residency group: by default they would go to the
    /// nearest multi-region, which may lie outside of it. EBS keeps them in the volume's own location.
    /// </summary>
    public static VolumeSnapshotLocationSpecArgs Snapshots(RegionSettings region) => new()
    {
        Provider = VeleroValues.Provider(region.Cloud),
        Config = region.Cloud == Cloud.Gcp
            ? new InputMap<string> { ["snapshotLocation"] = region.BackupCopyLocation }
            : new InputMap<string> { ["region"] = region.Location },
    };

    private static InputMap<string> Options(RegionSettings region, string location, Output<string> key, Output<string> identity)
        => region.Cloud == Cloud.Gcp
            ? new InputMap<string> { ["serviceAccount"] = identity, ["kmsKeyName"] = key }
            : new InputMap<string> { ["region"] = location, ["kmsKeyId"] = key };
}
