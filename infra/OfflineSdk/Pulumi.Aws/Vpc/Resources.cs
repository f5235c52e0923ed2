namespace Pulumi.Aws.Vpc;

[AwsResourceType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")]
public class SecurityGroupEgressRule(string name, SecurityGroupEgressRuleArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", name, args, options);

public sealed class SecurityGroupEgressRuleArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort")] public Input<int>? FromPort { get; set; }
    [Input("ipProtocol", required: true)] public Input<string> IpProtocol { get; set; } = null!;
    [Input("referencedSecurityGroupId")] public Input<string>? ReferencedSecurityGroupId { get; set; }
    [Input("securityGroupId", required: true)] public Input<string> SecurityGroupId { get; set; } = null!;
    [Input("toPort")] public Input<int>? ToPort { get; set; }
}

[AwsResourceType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")]
public class SecurityGroupIngressRule(string name, SecurityGroupIngressRuleArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, args, options);

public sealed class SecurityGroupIngressRuleArgs : ResourceArgs
{
    [Input("cidrIpv4")] public Input<string>? CidrIpv4 { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort")] public Input<int>? FromPort { get; set; }
    [Input("ipProtocol", required: true)] public Input<string> IpProtocol { get; set; } = null!;
    [Input("referencedSecurityGroupId")] public Input<string>? ReferencedSecurityGroupId { get; set; }
    [Input("securityGroupId", required: true)] public Input<string> SecurityGroupId { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("toPort")] public Input<int>? ToPort { get; set; }
}
