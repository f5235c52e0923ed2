namespace Pulumi.Kubernetes.Types.Inputs.Meta.V1;

public class LabelSelectorArgs : ResourceArgs
{
    [field: Input("matchLabels")] public InputMap<string> MatchLabels { get => field ??= new(); set; }
}

public class ObjectMetaArgs : ResourceArgs
{
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namespace")] public Input<string>? Namespace { get; set; }
}
