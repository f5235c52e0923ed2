using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Kms;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;
using BucketLoggingArgs = Pulumi.Aws.S3.BucketLoggingArgs;
using BucketServerSideEncryptionConfigurationArgs = Pulumi.Aws.S3.BucketServerSideEncryptionConfigurationArgs;
using BucketVersioningArgs = Pulumi.Aws.S3.BucketVersioningArgs;

namespace WedSync.Platform.Components.Backup;

/// <summary>
/// Buckets of backups on AWS: one beside the cluster, one in the catalogue's second location, each with a key of its own location.
/// S3 copies the first to the second within 15 minutes, and never deletes there.
/// </summary>
internal sealed class AwsBackupStorage(RegionSettings region, PlatformSettings settings, Resource parent)
{
    private readonly string _account = settings.Accounts.AwsAccountId;

    public BackupStorageFacts Build()
    {
        var key = Key("backup", region.Location);
        var copyKey = Key("backup-copy", region.BackupCopyLocation);
        var (bucket, versioning) = Bucket("backup", BackupNames.Bucket(region), region.Location, key);
        var (copy, copyVersioning) = Bucket("backup-copy", BackupNames.CopyBucket(region), region.BackupCopyLocation, copyKey);
        LogAccess(bucket);
        Replicate(bucket, copy, key, copyKey, [versioning, copyVersioning]);
        return new BackupStorageFacts { Bucket = bucket.BucketName, CopyBucket = copy.BucketName, Key = key.Arn, CopyKey = copyKey.Arn };
    }

    private Key Key(string purpose, string location) => new($"{region.Name}-{purpose}-key", new KeyArgs
    {
        Description = $"Backups of {region.Name} in {location}",
        Region = location,
        KeyUsage = "ENCRYPT_DECRYPT",
        EnableKeyRotation = true,
        RotationPeriodInDays = 90,
        DeletionWindowInDays = 30,
        Policy = AwsKeyPolicies.ByIam(_account),
        Tags = CloudTags.Named(region, purpose),
    }, Kept());

    private (Bucket Bucket, BucketVersioning Versioning) Bucket(string purpose, string name, string location, Key key)
    {
        var bucket = NewBucket(purpose, name, location);
        Close(purpose, bucket, location, AwsBackupPolicies.Bucket(name));
        Encrypt(purpose, bucket, location, "aws:kms", key.Arn);
        var versioning = Version(purpose, bucket, location);
        _ = new BucketLifecycleConfiguration($"{region.Name}-{purpose}-lifecycle", new BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Region = location,
            Rules =
            {
                new BucketLifecycleConfigurationRuleArgs
                {
                    Id = "recoverable-for-two-weeks",
                    Status = "Enabled",
                    Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = 14 },
                    // Velero deletes what has expired; this bounds what it lost sight of.
                    Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = 90 },
                    AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs
                    {
                        DaysAfterInitiation = 1,
                    },
                },
            },
        }, Child(versioning));
        return (bucket, versioning);
    }

    private void LogAccess(Bucket bucket)
    {
        var name = BackupNames.LogBucket(region);
        var logs = NewBucket("backup-logs", name, region.Location);
        Close("backup-logs", logs, region.Location, AwsBackupPolicies.LogBucket(name, BackupNames.Bucket(region), _account));
        // S3 delivers access logs to buckets with its own keys only.
        Encrypt("backup-logs", logs, region.Location, "AES256", null);
        var versioning = Version("backup-logs", logs, region.Location);
        _ = new BucketLifecycleConfiguration($"{region.Name}-backup-logs-lifecycle", new BucketLifecycleConfigurationArgs
        {
            Bucket = logs.Id,
            Region = region.Location,
            Rules =
            {
                new BucketLifecycleConfigurationRuleArgs
                {
                    Id = "keep-400-days",
                    Status = "Enabled",
                    Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = 400 },
                },
            },
        }, Child(versioning));
        _ = new BucketLogging($"{region.Name}-backup-logging", new BucketLoggingArgs
        {
            Bucket = bucket.Id,
            Region = region.Location,
            TargetBucket = logs.Id,
            TargetPrefix = "backups/",
        }, Child());
    }

    private void Replicate(Bucket bucket, Bucket copy, Key key, Key copyKey, Resource[] versionings)
    {
        var role = new Role($"{region.Name}-backup-replication-role", new RoleArgs
        {
            Name = CloudTags.Name(region, "backup-replication"),
            Description = $"S3 copies backups of {region.Name} to {region.BackupCopyLocation}",
            AssumeRolePolicy = AwsPolicies.TrustService("s3.amazonaws.com", _account),
            Tags = CloudTags.Named(region, "backup-replication"),
        }, Child());
        var policy = new RolePolicy($"{region.Name}-backup-replication-policy", new RolePolicyArgs
        {
            Name = "backup-replication",
            Role = role.Id,
            Policy = Output.Tuple(key.Arn, copyKey.Arn).Apply(k =>
                AwsBackupPolicies.Replication(BackupNames.Bucket(region), BackupNames.CopyBucket(region), k.Item1, k.Item2)),
        }, Child());
        _ = new BucketReplicationConfig($"{region.Name}-backup-replication", new BucketReplicationConfigArgs
        {
            Bucket = bucket.Id,
            Region = region.Location,
            Role = role.Arn,
            Rules = { Rule(copy, copyKey) },
        }, Child([.. versionings, policy]));
    }

    private static BucketReplicationConfigRuleArgs Rule(Bucket copy, Key copyKey) => new()
    {
        Id = "to-copy-location",
        Priority = 1,
        Status = "Enabled",
        Filter = new BucketReplicationConfigRuleFilterArgs { Prefix = $"{BackupNames.Prefix}/" },
        // Whoever deletes backups here, by mistake or on purpose, does not delete them there.
        DeleteMarkerReplication = new BucketReplicationConfigRuleDeleteMarkerReplicationArgs { Status = "Disabled" },
        SourceSelectionCriteria = new BucketReplicationConfigRuleSourceSelectionCriteriaArgs
        {
            SseKmsEncryptedObjects = new BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs { Status = "Enabled" },
        },
        Destination = new BucketReplicationConfigRuleDestinationArgs
        {
            Bucket = copy.Arn,
            StorageClass = "STANDARD",
            EncryptionConfiguration = new BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs { ReplicaKmsKeyId = copyKey.Arn },
            ReplicationTime = new BucketReplicationConfigRuleDestinationReplicationTimeArgs
            {
                Status = "Enabled",
                Time = new BucketReplicationConfigRuleDestinationReplicationTimeTimeArgs { Minutes = 15 },
            },
            Metrics = new BucketReplicationConfigRuleDestinationMetricsArgs
            {
                Status = "Enabled",
                EventThreshold = new BucketReplicationConfigRuleDestinationMetricsEventThresholdArgs { Minutes = 15 },
            },
        },
    };

    private Bucket NewBucket(string purpose, string name, string location) => new($"{region.Name}-{purpose}-bucket", new BucketArgs
    {
        BucketName = name,
        Region = location,
        ForceDestroy = false,
        Tags = CloudTags.Named(region, purpose),
    }, Kept());

    private void Close(string purpose, Bucket bucket, string location, string policy)
    {
        var block = new BucketPublicAccessBlock($"{region.Name}-{purpose}-public-access", new BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            Region = location,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, Child());
        _ = new BucketOwnershipControls($"{region.Name}-{purpose}-ownership", new BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Region = location,
            Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, Child());
        _ = new BucketPolicy($"{region.Name}-{purpose}-policy", new BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Region = location,
            Policy = policy,
        }, Child(block));
    }

    private void Encrypt(string purpose, Bucket bucket, string location, string algorithm, Output<string>? key)
    {
        var encryption = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = algorithm };
        if (key is not null)
        {
            encryption.KmsMasterKeyId = key;
        }

        _ = new BucketServerSideEncryptionConfiguration($"{region.Name}-{purpose}-encryption", new BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = bucket.Id,
            Region = location,
            Rules =
            {
                new BucketServerSideEncryptionConfigurationRuleArgs
                {
                    ApplyServerSideEncryptionByDefault = encryption,
                    BucketKeyEnabled = key is not null,
                },
            },
        }, Child());
    }

    private BucketVersioning Version(string purpose, Bucket bucket, string location) => new($"{region.Name}-{purpose}-versioning", new BucketVersioningArgs
    {
        Bucket = bucket.Id,
        Region = location,
        VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
    }, Child());

    private CustomResourceOptions Child(params Resource[] dependsOn) => new() { Parent = parent, DependsOn = dependsOn };

    private CustomResourceOptions Kept() => new() { Parent = parent, Protect = true, RetainOnDelete = true };
}
