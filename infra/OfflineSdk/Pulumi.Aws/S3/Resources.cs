namespace Pulumi.Aws.S3;

[AwsResourceType("aws:s3/bucket:Bucket")]
public class Bucket(string name, BucketArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucket:Bucket", name, args ?? new(), options.With(aliases: ["aws:s3/bucketV2:BucketV2"]))
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("bucket")] public Output<string> BucketName { get; private set; } = null!;
}

public sealed class BucketArgs : ResourceArgs
{
    [Input("bucket")] public Input<string>? BucketName { get; set; }
    [Input("forceDestroy")] public Input<bool>? ForceDestroy { get; set; }
    [Input("objectLockEnabled")] public Input<bool>? ObjectLockEnabled { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")]
public class BucketLifecycleConfiguration(string name, BucketLifecycleConfigurationArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name,
        args,
        options.With(aliases: ["aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"]));

public sealed class BucketLifecycleConfigurationArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("rules")] public InputList<Inputs.BucketLifecycleConfigurationRuleArgs> Rules { get => field ??= new(); set; }
}

[AwsResourceType("aws:s3/bucketLogging:BucketLogging")]
public class BucketLogging(string name, BucketLoggingArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucketLogging:BucketLogging", name, args, options.With(aliases: ["aws:s3/bucketLoggingV2:BucketLoggingV2"]));

public sealed class BucketLoggingArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("targetBucket", required: true)] public Input<string> TargetBucket { get; set; } = null!;
    [Input("targetPrefix", required: true)] public Input<string> TargetPrefix { get; set; } = null!;
}

[AwsResourceType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")]
public class BucketObjectLockConfiguration(string name, BucketObjectLockConfigurationArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        name,
        args,
        options.With(secrets: ["token"], aliases: ["aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2"]));

public sealed class BucketObjectLockConfigurationArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("rule")] public Input<Inputs.BucketObjectLockConfigurationRuleArgs>? Rule { get; set; }
}

[AwsResourceType("aws:s3/bucketOwnershipControls:BucketOwnershipControls")]
public class BucketOwnershipControls(string name, BucketOwnershipControlsArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", name, args, options);

public sealed class BucketOwnershipControlsArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("rule", required: true)] public Input<Inputs.BucketOwnershipControlsRuleArgs> Rule { get; set; } = null!;
}

[AwsResourceType("aws:s3/bucketPolicy:BucketPolicy")]
public class BucketPolicy(string name, BucketPolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucketPolicy:BucketPolicy", name, args, options)
{
    [Output("bucket")] public Output<string> Bucket { get; private set; } = null!;
}

public sealed class BucketPolicyArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("policy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> Policy { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
}

[AwsResourceType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")]
public class BucketPublicAccessBlock(string name, BucketPublicAccessBlockArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name, args, options);

public sealed class BucketPublicAccessBlockArgs : ResourceArgs
{
    [Input("blockPublicAcls")] public Input<bool>? BlockPublicAcls { get; set; }
    [Input("blockPublicPolicy")] public Input<bool>? BlockPublicPolicy { get; set; }
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("ignorePublicAcls")] public Input<bool>? IgnorePublicAcls { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("restrictPublicBuckets")] public Input<bool>? RestrictPublicBuckets { get; set; }
}

[AwsResourceType("aws:s3/bucketReplicationConfig:BucketReplicationConfig")]
public class BucketReplicationConfig(string name, BucketReplicationConfigArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", name, args, options.With(secrets: ["token"]));

public sealed class BucketReplicationConfigArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
    [field: Input("rules", required: true)] public InputList<Inputs.BucketReplicationConfigRuleArgs> Rules { get => field ??= new(); set; }
}

[AwsResourceType("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")]
public class BucketServerSideEncryptionConfiguration(
    string name,
    BucketServerSideEncryptionConfigurationArgs args,
    CustomResourceOptions? options = null)
    : CustomResource(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        name,
        args,
        options.With(aliases: ["aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"]));

public sealed class BucketServerSideEncryptionConfigurationArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("rules", required: true)]
    public InputList<Inputs.BucketServerSideEncryptionConfigurationRuleArgs> Rules { get => field ??= new(); set; }
}

[AwsResourceType("aws:s3/bucketVersioning:BucketVersioning")]
public class BucketVersioning(string name, BucketVersioningArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:s3/bucketVersioning:BucketVersioning",
        name,
        args,
        options.With(aliases: ["aws:s3/bucketVersioningV2:BucketVersioningV2"]));

public sealed class BucketVersioningArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("versioningConfiguration", required: true)]
    public Input<Inputs.BucketVersioningVersioningConfigurationArgs> VersioningConfiguration { get; set; } = null!;
}
