using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace WedSync.Platform.Components.Security;

/// <summary>The bucket that CloudTrail writes to: private, encrypted, versioned, and locked, so that not even an administrator removes a record.</summary>
internal sealed class AwsAuditBucket(RegionAudit parent, RegionAuditArgs args)
{
    public (Bucket Bucket, BucketPolicy Policy) Build(string trailArn)
    {
        var region = args.Region;
        var account = args.Settings.Accounts.AwsAccountId;
        // Names of buckets are the whole world's: the account makes it ours.
        var name = $"wedsync-{region.Name}-audit-{account}";
        var bucket = new Bucket($"{region.Name}-audit-bucket", new BucketArgs
        {
            BucketName = name,
            ObjectLockEnabled = true,
            ForceDestroy = false,
            Tags = CloudTags.Named(region, "audit"),
        }, new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });
        Protect(bucket);
        var policy = new BucketPolicy($"{region.Name}-audit-bucket-policy", new BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Policy = Policy(name, account, trailArn),
        }, Child());
        return (bucket, policy);
    }

    private void Protect(Bucket bucket)
    {
        var region = args.Region.Name;
        _ = new BucketPublicAccessBlock($"{region}-audit-bucket-private", new BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, Child());
        _ = new BucketOwnershipControls($"{region}-audit-bucket-owner", new BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, Child());
        _ = new BucketServerSideEncryptionConfiguration($"{region}-audit-bucket-encryption", new Pulumi.Aws.S3.BucketServerSideEncryptionConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new BucketServerSideEncryptionConfigurationRuleArgs
                {
                    BucketKeyEnabled = true,
                    ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = "aws:kms",
                        KmsMasterKeyId = args.Keys.LogsKeyId,
                    },
                },
            },
        }, Child());
        var versioning = new BucketVersioning($"{region}-audit-bucket-versions", new Pulumi.Aws.S3.BucketVersioningArgs
        {
            Bucket = bucket.Id,
            VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, Child());
        Retain(bucket, versioning);
    }

    private void Retain(Bucket bucket, Resource versioning)
    {
        var region = args.Region.Name;
        _ = new BucketObjectLockConfiguration($"{region}-audit-bucket-lock", new Pulumi.Aws.S3.BucketObjectLockConfigurationArgs
        {
            Bucket = bucket.Id,
            Rule = new BucketObjectLockConfigurationRuleArgs
            {
                DefaultRetention = new BucketObjectLockConfigurationRuleDefaultRetentionArgs
                {
                    Mode = "COMPLIANCE",
                    Days = RegionAudit.RetentionDays,
                },
            },
        }, new CustomResourceOptions { Parent = parent, DependsOn = { versioning } });
        _ = new BucketLifecycleConfiguration($"{region}-audit-bucket-lifecycle", new BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new BucketLifecycleConfigurationRuleArgs
                {
                    Id = "expire",
                    Status = "Enabled",
                    Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = RegionAudit.RetentionDays + 1 },
                    NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = 30 },
                },
            },
        }, new CustomResourceOptions { Parent = parent, DependsOn = { versioning } });
    }

    /// <summary>Only this trail writes, only over TLS.</summary>
    internal static string Policy(string bucket, string account, string trailArn)
    {
        var source = new JsonObject { ["aws:SourceArn"] = trailArn };
        return AwsPolicies.Document(
            new JsonObject
            {
                ["Sid"] = "TrailChecksAcl",
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = "cloudtrail.amazonaws.com" },
                ["Action"] = "s3:GetBucketAcl",
                ["Resource"] = $"arn:aws:s3:::{bucket}",
                ["Condition"] = new JsonObject { ["StringEquals"] = source.DeepClone() },
            },
            new JsonObject
            {
                ["Sid"] = "TrailWrites",
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = "cloudtrail.amazonaws.com" },
                ["Action"] = "s3:PutObject",
                ["Resource"] = $"arn:aws:s3:::{bucket}/AWSLogs/{account}/*",
                ["Condition"] = new JsonObject
                {
                    ["StringEquals"] = new JsonObject { ["aws:SourceArn"] = trailArn, ["s3:x-amz-acl"] = "bucket-owner-full-control" },
                },
            },
            new JsonObject
            {
                ["Sid"] = "TlsOnly",
                ["Effect"] = "Deny",
                ["Principal"] = "*",
                ["Action"] = "s3:*",
                ["Resource"] = new JsonArray($"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/*"),
                ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
            });
    }

    private CustomResourceOptions Child() => new() { Parent = parent };
}
