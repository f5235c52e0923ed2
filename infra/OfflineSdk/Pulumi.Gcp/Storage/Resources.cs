namespace Pulumi.Gcp.Storage;

[GcpResourceType("gcp:storage/bucket:Bucket")]
public class Bucket(string name, BucketArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:storage/bucket:Bucket", name, args, options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class BucketArgs : ResourceArgs
{
    [Input("encryption")] public Input<Inputs.BucketEncryptionArgs>? Encryption { get; set; }
    [Input("forceDestroy")] public Input<bool>? ForceDestroy { get; set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [field: Input("lifecycleRules")] public InputList<Inputs.BucketLifecycleRuleArgs> LifecycleRules { get => field ??= new(); set; }
    [Input("location", required: true)] public Input<string> Location { get; set; } = null!;
    [Input("logging")] public Input<Inputs.BucketLoggingArgs>? Logging { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("publicAccessPrevention")] public Input<string>? PublicAccessPrevention { get; set; }
    [Input("softDeletePolicy")] public Input<Inputs.BucketSoftDeletePolicyArgs>? SoftDeletePolicy { get; set; }
    [Input("storageClass")] public Input<string>? StorageClass { get; set; }
    [Input("uniformBucketLevelAccess")] public Input<bool>? UniformBucketLevelAccess { get; set; }
    [Input("versioning")] public Input<Inputs.BucketVersioningArgs>? Versioning { get; set; }
}

[GcpResourceType("gcp:storage/bucketIAMMember:BucketIAMMember")]
public class BucketIAMMember(string name, BucketIAMMemberArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:storage/bucketIAMMember:BucketIAMMember", name, args, options);

public sealed class BucketIAMMemberArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("condition")] public Input<Inputs.BucketIAMMemberConditionArgs>? Condition { get; set; }
    [Input("member", required: true)] public Input<string> Member { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
}

[GcpResourceType("gcp:storage/transferJob:TransferJob")]
public class TransferJob(string name, TransferJobArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:storage/transferJob:TransferJob", name, args, options);

public sealed class TransferJobArgs : ResourceArgs
{
    [Input("description", required: true)] public Input<string> Description { get; set; } = null!;
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("schedule")] public Input<Inputs.TransferJobScheduleArgs>? Schedule { get; set; }
    [Input("status")] public Input<string>? Status { get; set; }
    [Input("transferSpec")] public Input<Inputs.TransferJobTransferSpecArgs>? TransferSpec { get; set; }
}
