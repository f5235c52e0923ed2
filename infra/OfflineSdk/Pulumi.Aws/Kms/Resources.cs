namespace Pulumi.Aws.Kms;

[AwsResourceType("aws:kms/alias:Alias")]
public class Alias(string name, AliasArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:kms/alias:Alias", name, args, options);

public sealed class AliasArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("targetKeyId", required: true)] public Input<string> TargetKeyId { get; set; } = null!;
}

[AwsResourceType("aws:kms/key:Key")]
public class Key(string name, KeyArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:kms/key:Key", name, args ?? new(), options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("keyId")] public Output<string> KeyId { get; private set; } = null!;
}

public sealed class KeyArgs : ResourceArgs
{
    [Input("deletionWindowInDays")] public Input<int>? DeletionWindowInDays { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("enableKeyRotation")] public Input<bool>? EnableKeyRotation { get; set; }
    [Input("keyUsage")] public Input<string>? KeyUsage { get; set; }
    [Input("multiRegion")] public Input<bool>? MultiRegion { get; set; }
    [Input("policy")] public Input<string>? Policy { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("rotationPeriodInDays")] public Input<int>? RotationPeriodInDays { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}
