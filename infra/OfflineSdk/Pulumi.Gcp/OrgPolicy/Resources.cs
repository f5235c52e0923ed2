namespace Pulumi.Gcp.OrgPolicy;

[GcpResourceType("gcp:orgpolicy/policy:Policy")]
public class Policy(string name, PolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:orgpolicy/policy:Policy", name, args, options);

public sealed class PolicyArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("parent", required: true)] public Input<string> Parent { get; set; } = null!;
    [Input("spec")] public Input<Inputs.PolicySpecArgs>? Spec { get; set; }
}
