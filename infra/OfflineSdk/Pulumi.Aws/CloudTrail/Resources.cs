namespace Pulumi.Aws.CloudTrail;

[AwsResourceType("aws:cloudtrail/trail:Trail")]
public class Trail(string name, TrailArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:cloudtrail/trail:Trail", name, args, options);

public sealed class TrailArgs : ResourceArgs
{
    [field: Input("advancedEventSelectors")]
    public InputList<Inputs.TrailAdvancedEventSelectorArgs> AdvancedEventSelectors { get => field ??= new(); set; }
    [Input("enableLogFileValidation")] public Input<bool>? EnableLogFileValidation { get; set; }
    [Input("enableLogging")] public Input<bool>? EnableLogging { get; set; }
    [Input("includeGlobalServiceEvents")] public Input<bool>? IncludeGlobalServiceEvents { get; set; }
    [field: Input("insightSelectors")] public InputList<Inputs.TrailInsightSelectorArgs> InsightSelectors { get => field ??= new(); set; }
    [Input("isMultiRegionTrail")] public Input<bool>? IsMultiRegionTrail { get; set; }
    [Input("kmsKeyId")] public Input<string>? KmsKeyId { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("s3BucketName", required: true)] public Input<string> S3BucketName { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}
