namespace Pulumi.Aws.Ec2.Inputs;

public sealed class LaunchTemplateBlockDeviceMappingArgs : ResourceArgs
{
    [Input("deviceName")] public Input<string>? DeviceName { get; set; }
    [Input("ebs")] public Input<LaunchTemplateBlockDeviceMappingEbsArgs>? Ebs { get; set; }
}

public sealed class LaunchTemplateBlockDeviceMappingEbsArgs : ResourceArgs
{
    [Input("deleteOnTermination")] public Input<string>? DeleteOnTermination { get; set; }
    [Input("encrypted")] public Input<string>? Encrypted { get; set; }
    [Input("kmsKeyId")] public Input<string>? KmsKeyId { get; set; }
    [Input("volumeSize")] public Input<int>? VolumeSize { get; set; }
    [Input("volumeType")] public Input<string>? VolumeType { get; set; }
}

public sealed class LaunchTemplateMetadataOptionsArgs : ResourceArgs
{
    [Input("httpEndpoint")] public Input<string>? HttpEndpoint { get; set; }
    [Input("httpPutResponseHopLimit")] public Input<int>? HttpPutResponseHopLimit { get; set; }
    [Input("httpTokens")] public Input<string>? HttpTokens { get; set; }
}

public sealed class LaunchTemplateMonitoringArgs : ResourceArgs
{
    [Input("enabled")] public Input<bool>? Enabled { get; set; }
}

public sealed class LaunchTemplateTagSpecificationArgs : ResourceArgs
{
    [Input("resourceType")] public Input<string>? ResourceType { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

public sealed class SecurityGroupIngressArgs : ResourceArgs
{
    [field: Input("cidrBlocks")] public InputList<string> CidrBlocks { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort", required: true)] public Input<int> FromPort { get; set; } = null!;
    [Input("protocol", required: true)] public Input<string> Protocol { get; set; } = null!;
    [Input("toPort", required: true)] public Input<int> ToPort { get; set; } = null!;
}
