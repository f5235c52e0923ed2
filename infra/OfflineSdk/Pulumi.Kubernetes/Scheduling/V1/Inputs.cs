namespace Pulumi.Kubernetes.Types.Inputs.Scheduling.V1;

public class PriorityClassArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("globalDefault")] public Input<bool>? GlobalDefault { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("preemptionPolicy")] public Input<string>? PreemptionPolicy { get; set; }
    [Input("value", required: true)] public Input<int> Value { get; set; } = null!;
}
