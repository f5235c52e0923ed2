using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>The storage class of Redis' volumes: SSD, encrypted with the region's key.</summary>
internal static class FastStorage
{
    public static string Provisioner(Cloud cloud) => cloud == Cloud.Gcp ? "pd.csi.storage.gke.io" : "ebs.csi.aws.com";

    public static InputMap<string> Parameters(Cloud cloud, Output<string> key) => cloud == Cloud.Gcp
        ? new InputMap<string> { ["type"] = "pd-ssd", ["disk-encryption-kms-key"] = key }
        : new InputMap<string>
        {
            ["type"] = "gp3",
            // The append-only file is written all the time: twice gp3's baseline.
            ["iops"] = "6000",
            ["throughput"] = "250",
            ["encrypted"] = "true",
            ["kmsKeyId"] = key,
            ["csi.storage.k8s.io/fstype"] = "ext4",
        };
}
