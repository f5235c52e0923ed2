using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace WedSync.Platform.Components.Common;

/// <summary>Rules of network policies. Namespaces deny everything by default; each workload's policy lists what it needs.</summary>
public static class NetworkRules
{
    /// <summary>Every address.</summary>
    public const string Everywhere = "0.0.0.0/0";

    /// <summary>Lets workloads of the same namespace in.</summary>
    public static NetworkPolicyIngressRuleArgs FromApps(IEnumerable<string> apps, params int[] ports) => new()
    {
        From = apps.Select(App).ToArray(),
        Ports = Tcp(ports),
    };

    /// <summary>Lets every pod of another namespace in.</summary>
    public static NetworkPolicyIngressRuleArgs FromNamespace(string ns, params int[] ports) => new()
    {
        From = { Namespace(ns) },
        Ports = Tcp(ports),
    };

    /// <summary>Lets addresses in: other regions, load balancers.</summary>
    public static NetworkPolicyIngressRuleArgs FromNetworks(IEnumerable<string> cidrs, params int[] ports) => new()
    {
        From = cidrs.Select(Network).ToArray(),
        Ports = Tcp(ports),
    };

    /// <summary>Lets it reach workloads of the same namespace.</summary>
    public static NetworkPolicyEgressRuleArgs ToApps(IEnumerable<string> apps, params int[] ports) => new()
    {
        To = apps.Select(App).ToArray(),
        Ports = Tcp(ports),
    };

    /// <summary>Lets it reach every pod of another namespace.</summary>
    public static NetworkPolicyEgressRuleArgs ToNamespace(string ns, params int[] ports) => new()
    {
        To = { Namespace(ns) },
        Ports = Tcp(ports),
    };

    /// <summary>Lets it reach addresses: other regions, APIs.</summary>
    public static NetworkPolicyEgressRuleArgs ToNetworks(IEnumerable<string> cidrs, params int[] ports) => new()
    {
        To = cidrs.Select(Network).ToArray(),
        Ports = Tcp(ports),
    };

    /// <summary>Lets it resolve names with the cluster's DNS, the node-local cache included.</summary>
    public static NetworkPolicyEgressRuleArgs ToDns() => new()
    {
        Ports =
        {
            new NetworkPolicyPortArgs { Port = 53, Protocol = "UDP" },
            new NetworkPolicyPortArgs { Port = 53, Protocol = "TCP" },
        },
    };

    /// <summary>Selects the pods of a workload.</summary>
    public static LabelSelectorArgs Pods(string app) => new() { MatchLabels = Labels.Selector(app) };

    private static NetworkPolicyPeerArgs App(string app) => new() { PodSelector = Pods(app) };

    private static NetworkPolicyPeerArgs Namespace(string ns) => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = ns } },
    };

    private static NetworkPolicyPeerArgs Network(string cidr) => new() { IpBlock = new IPBlockArgs { Cidr = cidr } };

    private static NetworkPolicyPortArgs[] Tcp(int[] ports)
        => [.. ports.Select(p => new NetworkPolicyPortArgs { Port = p, Protocol = "TCP" })];
}
