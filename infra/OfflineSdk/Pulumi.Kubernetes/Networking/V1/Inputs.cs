namespace Pulumi.Kubernetes.Types.Inputs.Networking.V1;

public class IPBlockArgs : ResourceArgs
{
    [Input("cidr", required: true)] public Input<string> Cidr { get; set; } = null!;
}

public class NetworkPolicyArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<NetworkPolicySpecArgs>? Spec { get; set; }
}

public class NetworkPolicyEgressRuleArgs : ResourceArgs
{
    [field: Input("ports")] public InputList<NetworkPolicyPortArgs> Ports { get => field ??= new(); set; }
    [field: Input("to")] public InputList<NetworkPolicyPeerArgs> To { get => field ??= new(); set; }
}

public class NetworkPolicyIngressRuleArgs : ResourceArgs
{
    [field: Input("from")] public InputList<NetworkPolicyPeerArgs> From { get => field ??= new(); set; }
    [field: Input("ports")] public InputList<NetworkPolicyPortArgs> Ports { get => field ??= new(); set; }
}

public class NetworkPolicyPeerArgs : ResourceArgs
{
    [Input("ipBlock")] public Input<IPBlockArgs>? IpBlock { get; set; }
    [Input("namespaceSelector")] public Input<Meta.V1.LabelSelectorArgs>? NamespaceSelector { get; set; }
    [Input("podSelector")] public Input<Meta.V1.LabelSelectorArgs>? PodSelector { get; set; }
}

public class NetworkPolicyPortArgs : ResourceArgs
{
    [Input("port")] public InputUnion<int, string>? Port { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
}

public class NetworkPolicySpecArgs : ResourceArgs
{
    [field: Input("egress")] public InputList<NetworkPolicyEgressRuleArgs> Egress { get => field ??= new(); set; }
    [field: Input("ingress")] public InputList<NetworkPolicyIngressRuleArgs> Ingress { get => field ??= new(); set; }
    [Input("podSelector", required: true)] public Input<Meta.V1.LabelSelectorArgs> PodSelector { get; set; } = null!;
    [field: Input("policyTypes")] public InputList<string> PolicyTypes { get => field ??= new(); set; }
}
