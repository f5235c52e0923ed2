namespace Pulumi.Aws.GuardDuty;

[AwsResourceType("aws:guardduty/detector:Detector")]
public class Detector(string name, DetectorArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:guardduty/detector:Detector", name, args ?? new(), options);

public sealed class DetectorArgs : ResourceArgs
{
    [Input("enable")] public Input<bool>? Enable { get; set; }
    [Input("findingPublishingFrequency")] public Input<string>? FindingPublishingFrequency { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:guardduty/detectorFeature:DetectorFeature")]
public class DetectorFeature(string name, DetectorFeatureArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:guardduty/detectorFeature:DetectorFeature", name, args, options);

public sealed class DetectorFeatureArgs : ResourceArgs
{
    [field: Input("additionalConfigurations")]
    public InputList<Inputs.DetectorFeatureAdditionalConfigurationArgs> AdditionalConfigurations { get => field ??= new(); set; }
    [Input("detectorId", required: true)] public Input<string> DetectorId { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}
