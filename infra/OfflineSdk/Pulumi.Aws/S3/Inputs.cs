namespace Pulumi.Aws.S3.Inputs;

public sealed class BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs : ResourceArgs
{
    [Input("daysAfterInitiation")] public Input<int>? DaysAfterInitiation { get; set; }
}

public sealed class BucketLifecycleConfigurationRuleArgs : ResourceArgs
{
    [Input("abortIncompleteMultipartUpload")]
    public Input<BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs>? AbortIncompleteMultipartUpload { get; set; }
    [Input("expiration")] public Input<BucketLifecycleConfigurationRuleExpirationArgs>? Expiration { get; set; }
    [Input("filter")] public Input<BucketLifecycleConfigurationRuleFilterArgs>? Filter { get; set; }
    [Input("id", required: true)] public Input<string> Id { get; set; } = null!;
    [Input("noncurrentVersionExpiration")]
    public Input<BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs>? NoncurrentVersionExpiration { get; set; }
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class BucketLifecycleConfigurationRuleExpirationArgs : ResourceArgs
{
    [Input("days")] public Input<int>? Days { get; set; }
}

public sealed class BucketLifecycleConfigurationRuleFilterArgs : ResourceArgs
{
    [Input("prefix")] public Input<string>? Prefix { get; set; }
}

public sealed class BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs : ResourceArgs
{
    [Input("noncurrentDays", required: true)] public Input<int> NoncurrentDays { get; set; } = null!;
}

public sealed class BucketObjectLockConfigurationRuleArgs : ResourceArgs
{
    [Input("defaultRetention", required: true)]
    public Input<BucketObjectLockConfigurationRuleDefaultRetentionArgs> DefaultRetention { get; set; } = null!;
}

public sealed class BucketObjectLockConfigurationRuleDefaultRetentionArgs : ResourceArgs
{
    [Input("days")] public Input<int>? Days { get; set; }
    [Input("mode")] public Input<string>? Mode { get; set; }
}

public sealed class BucketOwnershipControlsRuleArgs : ResourceArgs
{
    [Input("objectOwnership", required: true)] public Input<string> ObjectOwnership { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleArgs : ResourceArgs
{
    [Input("deleteMarkerReplication")]
    public Input<BucketReplicationConfigRuleDeleteMarkerReplicationArgs>? DeleteMarkerReplication { get; set; }
    [Input("destination", required: true)] public Input<BucketReplicationConfigRuleDestinationArgs> Destination { get; set; } = null!;
    [Input("filter")] public Input<BucketReplicationConfigRuleFilterArgs>? Filter { get; set; }
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("priority")] public Input<int>? Priority { get; set; }
    [Input("sourceSelectionCriteria")]
    public Input<BucketReplicationConfigRuleSourceSelectionCriteriaArgs>? SourceSelectionCriteria { get; set; }
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDeleteMarkerReplicationArgs : ResourceArgs
{
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDestinationArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("encryptionConfiguration")]
    public Input<BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs>? EncryptionConfiguration { get; set; }
    [Input("metrics")] public Input<BucketReplicationConfigRuleDestinationMetricsArgs>? Metrics { get; set; }
    [Input("replicationTime")] public Input<BucketReplicationConfigRuleDestinationReplicationTimeArgs>? ReplicationTime { get; set; }
    [Input("storageClass")] public Input<string>? StorageClass { get; set; }
}

public sealed class BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs : ResourceArgs
{
    [Input("replicaKmsKeyId", required: true)] public Input<string> ReplicaKmsKeyId { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDestinationMetricsArgs : ResourceArgs
{
    [Input("eventThreshold")] public Input<BucketReplicationConfigRuleDestinationMetricsEventThresholdArgs>? EventThreshold { get; set; }
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDestinationMetricsEventThresholdArgs : ResourceArgs
{
    [Input("minutes", required: true)] public Input<int> Minutes { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDestinationReplicationTimeArgs : ResourceArgs
{
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
    [Input("time", required: true)] public Input<BucketReplicationConfigRuleDestinationReplicationTimeTimeArgs> Time { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleDestinationReplicationTimeTimeArgs : ResourceArgs
{
    [Input("minutes", required: true)] public Input<int> Minutes { get; set; } = null!;
}

public sealed class BucketReplicationConfigRuleFilterArgs : ResourceArgs
{
    [Input("prefix")] public Input<string>? Prefix { get; set; }
}

public sealed class BucketReplicationConfigRuleSourceSelectionCriteriaArgs : ResourceArgs
{
    [Input("sseKmsEncryptedObjects")]
    public Input<BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs>? SseKmsEncryptedObjects { get; set; }
}

public sealed class BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs : ResourceArgs
{
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs : ResourceArgs
{
    [Input("kmsMasterKeyId")] public Input<string>? KmsMasterKeyId { get; set; }
    [Input("sseAlgorithm", required: true)] public Input<string> SseAlgorithm { get; set; } = null!;
}

public sealed class BucketServerSideEncryptionConfigurationRuleArgs : ResourceArgs
{
    [Input("applyServerSideEncryptionByDefault")]
    public Input<BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs>? ApplyServerSideEncryptionByDefault { get; set; }
    [Input("bucketKeyEnabled")] public Input<bool>? BucketKeyEnabled { get; set; }
}

public sealed class BucketVersioningVersioningConfigurationArgs : ResourceArgs
{
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}

public sealed class PolicyDocumentArgs : ResourceArgs
{
    [field: Input("Statement", required: true)] public InputList<Iam.Inputs.PolicyStatementArgs> Statement { get => field ??= new(); set; }
    [Input("Version", required: true)] public Input<Iam.PolicyDocumentVersion> Version { get; set; } = null!;
}
