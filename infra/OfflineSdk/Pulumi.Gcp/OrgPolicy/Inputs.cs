namespace Pulumi.Gcp.OrgPolicy.Inputs;

public sealed class PolicySpecArgs : ResourceArgs
{
    [Input("inheritFromParent")] public Input<bool>? InheritFromParent { get; set; }
    [field: Input("rules")] public InputList<PolicySpecRuleArgs> Rules { get => field ??= new(); set; }
}

public sealed class PolicySpecRuleArgs : ResourceArgs
{
    [Input("enforce")] public Input<string>? Enforce { get; set; }
    [Input("values")] public Input<PolicySpecRuleValuesArgs>? Values { get; set; }
}

public sealed class PolicySpecRuleValuesArgs : ResourceArgs
{
    [field: Input("allowedValues")] public InputList<string> AllowedValues { get => field ??= new(); set; }
}
