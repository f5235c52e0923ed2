namespace Pulumi.Aws.CloudWatch;

[AwsResourceType("aws:cloudwatch/logGroup:LogGroup")]
public class LogGroup(string name, LogGroupArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:cloudwatch/logGroup:LogGroup", name, args ?? new(), options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class LogGroupArgs : ResourceArgs
{
    [Input("kmsKeyId")] public Input<string>? KmsKeyId { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("retentionInDays")] public Input<int>? RetentionInDays { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}
