namespace Pulumi.Aws.GuardDuty.Inputs;

public sealed class DetectorFeatureAdditionalConfigurationArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("status", required: true)] public Input<string> Status { get; set; } = null!;
}
