using Pulumi;

namespace WedSync.Platform.Components.Backup;

/// <summary>What a cloud's buckets tell Velero.</summary>
internal sealed record BackupStorageFacts
{
    /// <summary>Name of the bucket in the region's own location.</summary>
    public required Output<string> Bucket { get; init; }

    /// <summary>Name of the bucket in the other location.</summary>
    public required Output<string> CopyBucket { get; init; }

    /// <summary>Key of the first bucket: full resource name on Google Cloud, ARN on AWS.</summary>
    public required Output<string> Key { get; init; }

    /// <summary>Key of the second bucket.</summary>
    public required Output<string> CopyKey { get; init; }
}
