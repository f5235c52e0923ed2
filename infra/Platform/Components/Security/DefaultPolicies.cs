using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Platform.Components.Common;
using NetworkPolicyArgs = Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs;

namespace WedSync.Platform.Components.Security;

/// <summary>
/// Every namespace is closed in both directions and may only resolve names; each component opens what its own pods need. Opened here are
/// only the two operators that belong to no other component.
/// </summary>
internal sealed class DefaultPolicies(RegionContext context, Resource parent)
{
    // Webhooks of both operators, and their metrics.
    private const int WebhookPort = 10250;
    private const int CertManagerMetrics = 9402;
    private const int ExternalSecretsMetrics = 8080;

    // Where workload identities get their tokens: the metadata server on Google Cloud, the pod identity agent on AWS.
    private static readonly string[] TokenServers = ["169.254.169.254/32", "169.254.170.23/32"];

    public void Build(NamespaceSpec spec, Namespace ns)
    {
        Policy(spec.Name, "default-deny", ns, new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs(),
            PolicyTypes = { "Ingress", "Egress" },
        });
        Policy(spec.Name, "allow-dns", ns, new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs(),
            PolicyTypes = { "Egress" },
            Egress = { NetworkRules.ToDns() },
        });
    }

    public void BuildOperators(IReadOnlyDictionary<string, Namespace> namespaces)
    {
        Operator(namespaces[Namespaces.CertManager], Namespaces.CertManager, CertManagerMetrics, ApiOnly());
        // It also calls the cloud's secret manager, whose addresses are public, with a token of its identity.
        Operator(namespaces[Namespaces.ExternalSecrets], Namespaces.ExternalSecrets, ExternalSecretsMetrics,
            ApiOnly(), NetworkRules.ToNetworks(TokenServers, 80));
    }

    private void Operator(Namespace ns, string name, int metrics, params NetworkPolicyEgressRuleArgs[] egress) =>
        Policy(name, "allow-operator", ns, new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs(),
            PolicyTypes = { "Ingress", "Egress" },
            Ingress =
            {
                // The control plane has no pod address that a selector could name.
                NetworkRules.FromNetworks([context.Region.NetworkCidr], WebhookPort),
                NetworkRules.FromNamespace(Namespaces.Monitoring, metrics),
            },
            Egress = egress,
        });

    // The control plane's address is the cloud's and may change; the ports are HTTPS alone.
    private static NetworkPolicyEgressRuleArgs ApiOnly() => NetworkRules.ToNetworks(["0.0.0.0/0"], 443, 6443);

    private void Policy(string ns, string name, Resource after, NetworkPolicySpecArgs spec) => _ = new NetworkPolicy(
        context.Logical($"{ns}-{name}"),
        new NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = ns, Labels = Labels.For(name, "security") },
            Spec = spec,
        },
        context.In(parent, after));
}
