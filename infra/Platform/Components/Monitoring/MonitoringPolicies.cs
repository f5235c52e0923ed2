using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>What each of monitoring's pods may talk to. The namespace denies everything else.</summary>
internal static class MonitoringPolicies
{
    private const int Https = 443;
    private const int MailSubmission = 587;

    public static void Create(RegionContext context, Resource parent)
    {
        Policy(context, parent, Names.Prometheus, "app", PrometheusIngress(), PrometheusEgress());
        Policy(context, parent, Names.Alertmanager, "app", AlertmanagerIngress(), AlertmanagerEgress());
        Policy(
            context, parent, MonitoringNames.Grafana, "app",
            [PolicyRules.FromSameNamespace(MonitoringPorts.Grafana)],
            [PolicyRules.Dns(), PolicyRules.ToSameNamespace(MonitoringPorts.Prometheus)]);
        Policy(
            context, parent, MonitoringNames.KubeStateMetrics, NameLabel,
            [PolicyRules.FromSameNamespace(MonitoringPorts.KubeStateMetrics)],
            [PolicyRules.Dns(), PolicyRules.ApiServer()]);
        // The API server calls the adapter from an address that is the cloud's choice.
        Policy(
            context, parent, MonitoringNames.MetricsAdapter, NameLabel,
            [new NetworkPolicyIngressRuleArgs { Ports = { Port(MonitoringPorts.MetricsAdapter, "TCP") } }],
            [PolicyRules.Dns(), PolicyRules.ApiServer(), PolicyRules.ToSameNamespace(MonitoringPorts.Prometheus)]);
    }

    private const string NameLabel = "app.kubernetes.io/name";

    /// <summary>Who asks Prometheus: Grafana, the adapter and itself; canaries' analyses; the season operator.</summary>
    private static NetworkPolicyIngressRuleArgs[] PrometheusIngress() =>
    [
        PolicyRules.FromSameNamespace(MonitoringPorts.Prometheus),
        PolicyRules.From(Namespaces.Rollouts, MonitoringPorts.Prometheus),
        new NetworkPolicyIngressRuleArgs
        {
            From =
            {
                new NetworkPolicyPeerArgs
                {
                    NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = Namespaces.Cache } },
                    PodSelector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.SeasonOperator) },
                },
            },
            Ports = { Port(MonitoringPorts.Prometheus, "TCP") },
        },
    ];

    private static NetworkPolicyEgressRuleArgs[] PrometheusEgress() =>
    [
        PolicyRules.Dns(),
        PolicyRules.ApiServer(),
        // Kubelets listen on the nodes' addresses, which no selector names.
        new NetworkPolicyEgressRuleArgs { Ports = { Port(MonitoringPorts.Kubelet, "TCP") } },
        PolicyRules.ToSameNamespace(
            MonitoringPorts.Prometheus, MonitoringPorts.Alertmanager, MonitoringPorts.Grafana, MonitoringPorts.KubeStateMetrics),
        PolicyRules.To(Namespaces.Cache, ServicePorts.Metrics, ServicePorts.RedisExporter),
        PolicyRules.To(Namespaces.Edge, EdgeNames.EnvoyStatistics),
        PolicyRules.To(Namespaces.Rollouts, MonitoringPorts.ArgoRollouts),
        PolicyRules.To(Namespaces.Velero, MonitoringPorts.Velero),
        PolicyRules.To(Namespaces.CertManager, MonitoringPorts.CertManager),
        PolicyRules.To(Namespaces.ExternalSecrets, MonitoringPorts.ExternalSecrets),
    ];

    private static NetworkPolicyIngressRuleArgs[] AlertmanagerIngress() =>
    [
        PolicyRules.FromSameNamespace(MonitoringPorts.Alertmanager),
        new NetworkPolicyIngressRuleArgs { From = { Peers() }, Ports = GossipPorts() },
    ];

    /// <summary>PagerDuty, Slack and the mail server stand outside and move: ports alone.</summary>
    private static NetworkPolicyEgressRuleArgs[] AlertmanagerEgress() =>
    [
        PolicyRules.Dns(),
        new NetworkPolicyEgressRuleArgs { To = { Peers() }, Ports = GossipPorts() },
        new NetworkPolicyEgressRuleArgs { Ports = { Port(Https, "TCP"), Port(MailSubmission, "TCP") } },
    ];

    private static NetworkPolicyPeerArgs Peers() =>
        new() { PodSelector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.Alertmanager) } };

    private static NetworkPolicyPortArgs[] GossipPorts() =>
        [Port(MonitoringPorts.AlertmanagerPeers, "TCP"), Port(MonitoringPorts.AlertmanagerPeers, "UDP")];

    private static NetworkPolicyPortArgs Port(int port, string protocol) => new() { Port = port, Protocol = protocol };

    private static void Policy(
        RegionContext context,
        Resource parent,
        string app,
        string label,
        NetworkPolicyIngressRuleArgs[] ingress,
        NetworkPolicyEgressRuleArgs[] egress) => _ = new NetworkPolicy(
            context.Logical($"{app}-network"),
            new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs
            {
                Metadata = MonitoringMetadata.For(app, app),
                Spec = new NetworkPolicySpecArgs
                {
                    PodSelector = new LabelSelectorArgs { MatchLabels = { [label] = app } },
                    PolicyTypes = { "Ingress", "Egress" },
                    Ingress = ingress,
                    Egress = egress,
                },
            },
            context.In(parent));
}
