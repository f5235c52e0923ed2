namespace Pulumi.Kubernetes.Types.Inputs.Networking.V1;

public class HTTPIngressPathArgs : ResourceArgs
{
    [Input("backend", required: true)] public Input<IngressBackendArgs> Backend { get; set; } = null!;
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("pathType", required: true)] public Input<string> PathType { get; set; } = null!;
}

public class HTTPIngressRuleValueArgs : ResourceArgs
{
    [field: Input("paths", required: true)] public InputList<HTTPIngressPathArgs> Paths { get => field ??= new(); set; }
}

public class IPBlockArgs : ResourceArgs
{
    [Input("cidr", required: true)] public Input<string> Cidr { get; set; } = null!;
}

public class IngressArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<IngressSpecArgs>? Spec { get; set; }
}

public class IngressBackendArgs : ResourceArgs
{
    [Input("service")] public Input<IngressServiceBackendArgs>? Service { get; set; }
}

public class IngressRuleArgs : ResourceArgs
{
    [Input("http")] public Input<HTTPIngressRuleValueArgs>? Http { get; set; }
}

public class IngressServiceBackendArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("port")] public Input<ServiceBackendPortArgs>? Port { get; set; }
}

public class IngressSpecArgs : ResourceArgs
{
    [Input("ingressClassName")] public Input<string>? IngressClassName { get; set; }
    [field: Input("rules")] public InputList<IngressRuleArgs> Rules { get => field ??= new(); set; }
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

public class ServiceBackendPortArgs : ResourceArgs
{
    [Input("number")] public Input<int>? Number { get; set; }
}
