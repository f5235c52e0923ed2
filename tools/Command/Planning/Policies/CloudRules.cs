using System.Text.Json.Nodes;
using WedSync.Platform.Configuration;

namespace WedSync.Planning.Policies;

/// <summary>Rules for what lies in a cloud: who reaches it, how it is encrypted, where it lies, what keeps it from deletion.</summary>
internal static class CloudRules
{
    private const string GcsBucket = "gcp:storage/bucket:Bucket";
    private const string S3Bucket = "aws:s3/bucket:Bucket";
    private const string Gke = "gcp:container/cluster:Cluster";
    private const string Eks = "aws:eks/cluster:Cluster";

    private static readonly HashSet<string> Protected = new(StringComparer.Ordinal)
    {
        GcsBucket, S3Bucket, Gke, Eks, "gcp:kms/keyRing:KeyRing", "gcp:kms/cryptoKey:CryptoKey", "aws:kms/key:Key",
        "gcp:compute/address:Address", "gcp:compute/globalAddress:GlobalAddress", "aws:ec2/eip:Eip", "aws:backup/vault:Vault",
        "kubernetes:core/v1:PersistentVolumeClaim",
    };

    private static readonly HashSet<string> Retained = new(StringComparer.Ordinal)
    {
        GcsBucket, S3Bucket, "gcp:kms/keyRing:KeyRing", "gcp:kms/cryptoKey:CryptoKey", "aws:kms/key:Key", "kubernetes:core/v1:PersistentVolumeClaim",
    };

    private static readonly string[] LocationFields = ["location", "region", "zone"];

    public static readonly PolicyRule[] All =
    [
        new("bucket-private", "No bucket is public", Private),
        new("encryption-at-rest", "What is stored is encrypted with a key of ours", Encrypted),
        new("stateful-protected", "What holds data or an address is protected from deletion", ProtectedFromDeletion),
        new("data-residency", "Resources of a residency group stay in its locations", Residency),
        new("private-nodes", "Nodes have no public address and control planes no open door", PrivateNodes),
    ];

    private static IEnumerable<Finding> Private(PolicyInput input)
    {
        foreach (var bucket in input.Managed.Where(r => r.Type == GcsBucket))
        {
            if (!bucket.At("uniformBucketLevelAccess").Is(true))
            {
                yield return Fault(bucket, "uniformBucketLevelAccess", "true", "Access by object lists cannot be audited.");
            }

            if (bucket.Text("publicAccessPrevention") != "enforced")
            {
                yield return Fault(bucket, "publicAccessPrevention", "enforced", "Set it; nothing of ours is public.");
            }
        }

        foreach (var bucket in input.Managed.Where(r => r.Type == S3Bucket))
        {
            var block = OfBucket(input, bucket, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
            foreach (var field in (string[])["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"])
            {
                if (!block?.At(field).Is(true) ?? true)
                {
                    yield return new Finding(bucket, $"publicAccessBlock.{field}", block?.Text(field), "true", "Add a BucketPublicAccessBlock with all four.");
                }
            }
        }
    }

    private static IEnumerable<Finding> Encrypted(PolicyInput input)
    {
        foreach (var r in input.Managed)
        {
            var (path, allowed) = r.Type switch
            {
                GcsBucket => ("encryption.defaultKmsKeyName", "a key of the region"),
                Gke => ("databaseEncryption.keyName", "a key of the region"),
                "gcp:container/nodePool:NodePool" => ("nodeConfig.bootDiskKmsKey", "a key of the region"),
                Eks => ("encryptionConfig.provider.keyArn", "a key of the region"),
                "aws:backup/vault:Vault" => ("kmsKeyArn", "a key of the region"),
                "kubernetes:storage.k8s.io/v1:StorageClass" => StorageClassKey(r),
                _ => ("", ""),
            };
            if (path.Length > 0 && string.IsNullOrEmpty(r.Text(path)))
            {
                yield return Fault(r, path, allowed, "Pass the key of the region's cluster.");
            }
        }

        foreach (var bucket in input.Managed.Where(r => r.Type == S3Bucket))
        {
            var config = OfBucket(input, bucket, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration");
            var algorithm = config?.Text("rules[0].applyServerSideEncryptionByDefault.sseAlgorithm");
            var known = algorithm is not null && algorithm.StartsWith("aws:kms", StringComparison.Ordinal);
            if (!known && !(algorithm == "AES256" && ReceivesAccessLogs(input, bucket)))
            {
                yield return new Finding(bucket, "serverSideEncryption.sseAlgorithm", algorithm, "aws:kms", "Add a server-side encryption configuration with our key.");
            }
        }
    }

    /// <summary>AWS delivers access logs of buckets and load balancers only to buckets that S3 encrypts with keys of its own.</summary>
    private static bool ReceivesAccessLogs(PolicyInput input, PlannedResource bucket)
    {
        var name = bucket.Text("bucket") ?? bucket.Name;
        return input.Managed.Any(r =>
            (r.Type == "aws:s3/bucketLogging:BucketLogging" && r.Text("targetBucket") == name)
            || (r.Type == "aws:lb/loadBalancer:LoadBalancer" && r.Text("accessLogs.bucket") == name));
    }

    private static (string Path, string Allowed) StorageClassKey(PlannedResource storage) => storage.Text("provisioner") switch
    {
        "pd.csi.storage.gke.io" => ("parameters[\"disk-encryption-kms-key\"]", "a key of the region"),
        "ebs.csi.aws.com" => ("parameters.kmsKeyId", "a key of the region"),
        _ => ("", ""),
    };

    private static IEnumerable<Finding> ProtectedFromDeletion(PolicyInput input)
    {
        foreach (var r in input.Managed)
        {
            if ((Protected.Contains(r.Type) || HasVolumes(r)) && !r.Protect)
            {
                yield return new Finding(r, "", "not protected", "Protect = true", "Set the option on the resource or its component.");
            }

            if (Retained.Contains(r.Type) && !r.RetainOnDelete)
            {
                yield return new Finding(r, "", "deleted with its stack", "RetainOnDelete = true", "Set the option on the resource.");
            }
        }
    }

    private static bool HasVolumes(PlannedResource r)
        => r.Type == "kubernetes:apps/v1:StatefulSet" && r.At("spec.volumeClaimTemplates") is JsonArray { Count: > 0 };

    private static IEnumerable<Finding> Residency(PolicyInput input) =>
        from r in input.Managed
        from region in input.Regions
        where r.Name.StartsWith(region.Key + "-", StringComparison.Ordinal)
        from field in LocationFields
        let location = r.Text(field)
        where location is not null && location != "global" && !Residencies.Holds(region.Value, location.ToLowerInvariant())
        select Fault(r, field, $"{Residencies.Describe(region.Value)} (residency group '{region.Value}')", "Set the region's location or backupCopyLocation in Pulumi.yaml.");

    private static IEnumerable<Finding> PrivateNodes(PolicyInput input)
    {
        foreach (var cluster in input.Managed.Where(r => r.Type == Gke))
        {
            if (!cluster.At("privateClusterConfig.enablePrivateNodes").Is(true))
            {
                yield return Fault(cluster, "privateClusterConfig.enablePrivateNodes", "true", "Nodes leave by the NAT.");
            }

            foreach (var finding in OpenDoors(cluster, "masterAuthorizedNetworksConfig.cidrBlocks"))
            {
                yield return finding;
            }
        }

        foreach (var cluster in input.Managed.Where(r => r.Type == Eks && r.At("vpcConfig.endpointPublicAccess").Is(true)))
        {
            foreach (var finding in OpenDoors(cluster, "vpcConfig.publicAccessCidrs"))
            {
                yield return finding;
            }
        }
    }

    /// <summary>A control plane that answers everyone: no list, or one with the whole Internet.</summary>
    private static IEnumerable<Finding> OpenDoors(PlannedResource cluster, string path)
    {
        if (cluster.At(path) is not JsonArray blocks)
        {
            yield return Fault(cluster, path, "operators' networks", "Pass accounts.operatorNetworks.");
            yield break;
        }

        foreach (var block in blocks)
        {
            var range = PodTemplates.Show(block is JsonObject o ? o["cidrBlock"] : block);
            if (range is "0.0.0.0/0" or "::/0")
            {
                yield return new Finding(cluster, path, range, "operators' networks", "Pass accounts.operatorNetworks.");
            }
        }
    }

    /// <summary>The setting of a bucket that is a resource of its own: by the bucket's id, which the plan knows.</summary>
    private static PlannedResource? OfBucket(PolicyInput input, PlannedResource bucket, string type)
    {
        var name = bucket.Text("bucket") ?? bucket.Name;
        return input.Managed.FirstOrDefault(r => r.Type == type && r.Text("bucket") == name);
    }

    private static Finding Fault(PlannedResource r, string path, string allowed, string fix) => new(r, path, r.Text(path), allowed, fix);
}
