namespace Pulumi.Kubernetes.Types.Inputs.Meta.V1;

public class LabelSelectorArgs : ResourceArgs
{
    [field: Input("matchExpressions")] public InputList<LabelSelectorRequirementArgs> MatchExpressions { get => field ??= new(); set; }
    [field: Input("matchLabels")] public InputMap<string> MatchLabels { get => field ??= new(); set; }
}

public class LabelSelectorRequirementArgs : ResourceArgs
{
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("operator", required: true)] public Input<string> Operator { get; set; } = null!;
    [field: Input("values")] public InputList<string> Values { get => field ??= new(); set; }
}

public class ObjectMetaArgs : ResourceArgs
{
    [field: Input("annotations")] public InputMap<string> Annotations { get => field ??= new(); set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namespace")] public Input<string>? Namespace { get; set; }
}
