using Pulumi;
using Pulumi.Gcp.Kms;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>
/// Buckets of backups on Google Cloud: one beside the cluster, one in the catalogue's second location, each with a key of its own
/// location, and an hourly transfer from the first to the second that never deletes.
/// </summary>
internal sealed class GcpBackupStorage(RegionSettings region, PlatformSettings settings, Resource parent)
{
    /// <summary>Days that deleted and overwritten objects can be brought back: a week longer than backups are kept.</summary>
    public const int RecoverableDays = 14;

    private readonly string _project = settings.Accounts.GcpProject;

    public BackupStorageFacts Build()
    {
        var agent = GetProjectServiceAccount
            .Invoke(new GetProjectServiceAccountInvokeArgs { Project = _project }, new InvokeOptions { Parent = parent })
            .Apply(a => a.EmailAddress);
        var key = Key("backup", region.Location, agent);
        var copyKey = Key("backup-copy", region.BackupCopyLocation, agent);
        var logs = LogBucket(key);
        var bucket = Bucket("backup-bucket", BackupNames.Bucket(region), region.Location, key, logs);
        var copy = Bucket("backup-copy-bucket", BackupNames.CopyBucket(region), region.BackupCopyLocation, copyKey, null);
        Transfer(bucket, copy);
        return new BackupStorageFacts { Bucket = bucket.Name, CopyBucket = copy.Name, Key = key, CopyKey = copyKey };
    }

    // The id passes through the grant, so that no bucket is made before its agent may use the key.
    private Output<string> Key(string purpose, string location, Output<string> agent)
    {
        var ring = new KeyRing($"{region.Name}-{purpose}-keyring", new KeyRingArgs
        {
            Name = CloudTags.Name(region, purpose),
            Project = _project,
            Location = location,
        }, Kept());
        var key = new CryptoKey($"{region.Name}-{purpose}-key", new CryptoKeyArgs
        {
            Name = purpose,
            KeyRing = ring.Id,
            Purpose = "ENCRYPT_DECRYPT",
            RotationPeriod = "7776000s",
            DestroyScheduledDuration = "2592000s",
            Labels = CloudTags.GcpLabels(region),
        }, Kept());
        var grant = new CryptoKeyIAMMember($"{region.Name}-{purpose}-key-agent", new CryptoKeyIAMMemberArgs
        {
            CryptoKeyId = key.Id,
            Role = "roles/cloudkms.cryptoKeyEncrypterDecrypter",
            Member = agent.Apply(email => $"serviceAccount:{email}"),
        }, new CustomResourceOptions { Parent = parent });
        return grant.CryptoKeyId;
    }

    private Bucket LogBucket(Output<string> key) => new($"{region.Name}-backup-logs-bucket", new BucketArgs
    {
        Name = BackupNames.LogBucket(region),
        Project = _project,
        Location = region.Location.ToUpperInvariant(),
        StorageClass = "STANDARD",
        UniformBucketLevelAccess = true,
        PublicAccessPrevention = "enforced",
        Encryption = new BucketEncryptionArgs { DefaultKmsKeyName = key },
        Versioning = new BucketVersioningArgs { Enabled = true },
        LifecycleRules = { Delete(new BucketLifecycleRuleConditionArgs { Age = 400 }) },
        Labels = CloudTags.GcpLabels(region),
    }, Kept());

    private Bucket Bucket(string logicalName, string name, string location, Output<string> key, Bucket? logs)
    {
        var args = new BucketArgs
        {
            Name = name,
            Project = _project,
            Location = location.ToUpperInvariant(),
            StorageClass = "STANDARD",
            UniformBucketLevelAccess = true,
            PublicAccessPrevention = "enforced",
            ForceDestroy = false,
            Encryption = new BucketEncryptionArgs { DefaultKmsKeyName = key },
            Versioning = new BucketVersioningArgs { Enabled = true },
            // No retention policy: Velero rewrites a backup's record while it works, which a retention policy refuses.
            SoftDeletePolicy = new BucketSoftDeletePolicyArgs { RetentionDurationSeconds = RecoverableDays * 86_400 },
            LifecycleRules =
            {
                Delete(new BucketLifecycleRuleConditionArgs { DaysSinceNoncurrentTime = RecoverableDays, WithState = "ARCHIVED" }),
                // Velero deletes what has expired; this bounds what it lost sight of.
                Delete(new BucketLifecycleRuleConditionArgs { Age = 90, WithState = "LIVE" }),
            },
            Labels = CloudTags.GcpLabels(region),
        };
        if (logs is not null)
        {
            args.Logging = new BucketLoggingArgs { LogBucket = logs.Name, LogObjectPrefix = "backups" };
        }

        return new Bucket($"{region.Name}-{logicalName}", args, Kept());
    }

    private void Transfer(Bucket bucket, Bucket copy)
    {
        var member = GetTransferProjectServiceAccount
            .Invoke(new GetTransferProjectServiceAccountInvokeArgs { Project = _project }, new InvokeOptions { Parent = parent })
            .Apply(a => $"serviceAccount:{a.Email}");
        Resource[] grants =
        [
            Grant("read", bucket, "roles/storage.objectViewer", member),
            Grant("list", bucket, "roles/storage.legacyBucketReader", member),
            Grant("write", copy, "roles/storage.legacyBucketWriter", member),
            Grant("compare", copy, "roles/storage.objectViewer", member),
        ];
        _ = new TransferJob($"{region.Name}-backup-transfer", new TransferJobArgs
        {
            Project = _project,
            Description = $"Backups of {region.Name} from {region.Location} to {region.BackupCopyLocation}",
            Status = "ENABLED",
            Schedule = new TransferJobScheduleArgs
            {
                ScheduleStartDate = new TransferJobScheduleScheduleStartDateArgs { Year = 2026, Month = 1, Day = 1 },
                RepeatInterval = "3600s",
            },
            TransferSpec = new TransferJobTransferSpecArgs
            {
                GcsDataSource = new TransferJobTransferSpecGcsDataSourceArgs { BucketName = bucket.Name, Path = $"{BackupNames.Prefix}/" },
                GcsDataSink = new TransferJobTransferSpecGcsDataSinkArgs { BucketName = copy.Name, Path = $"{BackupNames.Prefix}/" },
                TransferOptions = new TransferJobTransferSpecTransferOptionsArgs
                {
                    OverwriteWhen = "DIFFERENT",
                    DeleteObjectsUniqueInSink = false,
                    DeleteObjectsFromSourceAfterTransfer = false,
                },
            },
        }, new CustomResourceOptions { Parent = parent, DependsOn = grants });
    }

    private BucketIAMMember Grant(string purpose, Bucket bucket, string role, Output<string> member) => new(
        $"{region.Name}-backup-transfer-{purpose}",
        new BucketIAMMemberArgs { Bucket = bucket.Name, Role = role, Member = member },
        new CustomResourceOptions { Parent = parent });

    private static BucketLifecycleRuleArgs Delete(BucketLifecycleRuleConditionArgs condition)
        => new() { Action = new BucketLifecycleRuleActionArgs { Type = "Delete" }, Condition = condition };

    private CustomResourceOptions Kept() => new() { Parent = parent, Protect = true, RetainOnDelete = true };
}
