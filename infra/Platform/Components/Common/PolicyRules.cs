using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace WedSync.Platform.Components.Common;

/// <summary>Rules of the network policies around controllers that charts install.</summary>
internal static class PolicyRules
{
    /// <summary>Lets another namespace in.</summary>
    public static NetworkPolicyIngressRuleArgs From(string ns, params int[] ports) => new()
    {
        From = { Peer(ns) },
        Ports = Tcp(ports),
    };

    /// <summary>Lets addresses in.</summary>
    public static NetworkPolicyIngressRuleArgs FromNetworks(IEnumerable<string> cidrs, params int[] ports) => new()
    {
        From = cidrs.Select(c => new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = c } }).ToArray(),
        Ports = Tcp(ports),
    };

    /// <summary>Lets pods of the same namespace in.</summary>
    public static NetworkPolicyIngressRuleArgs FromSameNamespace(params int[] ports) => new()
    {
        From = { new NetworkPolicyPeerArgs { PodSelector = new LabelSelectorArgs() } },
        Ports = Tcp(ports),
    };

    /// <summary>Lets it reach another namespace.</summary>
    public static NetworkPolicyEgressRuleArgs To(string ns, params int[] ports) => new()
    {
        To = { Peer(ns) },
        Ports = Tcp(ports),
    };

    /// <summary>Lets it reach pods of the same namespace.</summary>
    public static NetworkPolicyEgressRuleArgs ToSameNamespace(params int[] ports) => new()
    {
        To = { new NetworkPolicyPeerArgs { PodSelector = new LabelSelectorArgs() } },
        Ports = Tcp(ports),
    };

    /// <summary>Lets it resolve names.</summary>
    public static NetworkPolicyEgressRuleArgs Dns() => new()
    {
        Ports =
        {
            new NetworkPolicyPortArgs { Port = 53, Protocol = "UDP" },
            new NetworkPolicyPortArgs { Port = 53, Protocol = "TCP" },
        },
    };

    /// <summary>
    /// Lets it reach the control plane. Its address is the cloud's choice and differs between inside and outside of the
    /// cluster, so the rule names ports alone.
    /// </summary>
    public static NetworkPolicyEgressRuleArgs ApiServer() => new() { Ports = Tcp([443, 6443]) };

    /// <summary>Lets it reach the cloud's APIs and its metadata server, which hands out workload identities.</summary>
    public static NetworkPolicyEgressRuleArgs Metadata() => new()
    {
        To = { new NetworkPolicyPeerArgs { IpBlock = new IPBlockArgs { Cidr = "169.254.169.254/32" } } },
        Ports = Tcp([80, 988]),
    };

    private static NetworkPolicyPeerArgs Peer(string ns) => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = ns } },
    };

    private static NetworkPolicyPortArgs[] Tcp(int[] ports)
        => [.. ports.Select(p => new NetworkPolicyPortArgs { Port = p, Protocol = "TCP" })];
}
