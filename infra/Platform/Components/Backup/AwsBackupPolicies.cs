using System.Text.Json.Nodes;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Backup;

/// <summary>IAM policy documents of backups on AWS.</summary>
public static class AwsBackupPolicies
{
    private static readonly string[] ObjectActions =
        ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

    /// <summary>
    /// What Velero does: objects of its own folders, snapshots of the cluster's volumes. EC2 knows no ARN for a snapshot that does not
    /// exist yet, so that its actions are bound to the location and, where something is deleted, to Velero's own tag.
    /// </summary>
    public static string Velero(string bucket, string copyBucket, string key, string copyKey, string location) => AwsPolicies.Document(
        AwsPolicies.AllowStatement(
            ObjectActions,
            [$"{Arn(bucket)}/{BackupNames.Prefix}/*", $"{Arn(copyBucket)}/{BackupNames.RemotePrefix}/*"]),
        AwsPolicies.AllowStatement(["s3:GetObject"], [$"{Arn(copyBucket)}/{BackupNames.Prefix}/*"]),
        AwsPolicies.AllowStatement(["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"], [Arn(bucket), Arn(copyBucket)]),
        AwsPolicies.AllowStatement(["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"], [key, copyKey]),
        InLocation(["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:CreateTags", "ec2:CreateVolume", "ec2:CreateSnapshot"], location),
        DeleteOwnSnapshots(location));

    /// <summary>What S3 does to copy the first bucket to the second.</summary>
    public static string Replication(string bucket, string copyBucket, string key, string copyKey) => AwsPolicies.Document(
        AwsPolicies.AllowStatement(["s3:GetReplicationConfiguration", "s3:ListBucket"], [Arn(bucket)]),
        AwsPolicies.AllowStatement(
            ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
            [$"{Arn(bucket)}/*"]),
        AwsPolicies.AllowStatement(["s3:ReplicateObject", "s3:ReplicateTags"], [$"{Arn(copyBucket)}/*"]),
        AwsPolicies.AllowStatement(["kms:Decrypt"], [key]),
        AwsPolicies.AllowStatement(["kms:Encrypt"], [copyKey]));

    /// <summary>Refuses every request without TLS, and every upload that asks for another encryption than KMS.</summary>
    public static string Bucket(string bucket) => AwsPolicies.Document(
        new JsonObject
        {
            ["Sid"] = "TlsOnly",
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = "s3:*",
            ["Resource"] = new JsonArray(Arn(bucket), $"{Arn(bucket)}/*"),
            ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
        },
        new JsonObject
        {
            ["Sid"] = "KmsOnly",
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = "s3:PutObject",
            ["Resource"] = $"{Arn(bucket)}/*",
            ["Condition"] = new JsonObject
            {
                ["StringNotEquals"] = new JsonObject { ["s3:x-amz-server-side-encryption"] = "aws:kms" },
                // Without the header the bucket's own key is taken.
                ["Null"] = new JsonObject { ["s3:x-amz-server-side-encryption"] = "false" },
            },
        });

    /// <summary>Lets S3 deliver access logs of one bucket, and refuses every request without TLS.</summary>
    public static string LogBucket(string logBucket, string source, string account) => AwsPolicies.Document(
        new JsonObject
        {
            ["Sid"] = "AccessLogs",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "logging.s3.amazonaws.com" },
            ["Action"] = "s3:PutObject",
            ["Resource"] = $"{Arn(logBucket)}/*",
            ["Condition"] = new JsonObject
            {
                ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = Arn(source) },
                ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account },
            },
        },
        new JsonObject
        {
            ["Sid"] = "TlsOnly",
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = "s3:*",
            ["Resource"] = new JsonArray(Arn(logBucket), $"{Arn(logBucket)}/*"),
            ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
        });

    private static string Arn(string bucket) => $"arn:aws:s3:::{bucket}";

    private static JsonObject InLocation(string[] actions, string location)
    {
        var statement = AwsPolicies.AllowStatement(actions, ["*"]);
        statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:RequestedRegion"] = location } };
        return statement;
    }

    private static JsonObject DeleteOwnSnapshots(string location)
    {
        var statement = AwsPolicies.AllowStatement(["ec2:DeleteSnapshot"], ["*"]);
        statement["Condition"] = new JsonObject
        {
            ["StringEquals"] = new JsonObject { ["aws:RequestedRegion"] = location },
            ["StringLike"] = new JsonObject { ["aws:ResourceTag/velero.io/backup"] = "*" },
        };
        return statement;
    }
}
