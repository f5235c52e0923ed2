using Pulumi;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Secrets.CustomResources;

namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>The region's Alertmanager: two pods that gossip, so that an alert is sent once and by either.</summary>
public sealed class AlertmanagerCluster : ComponentResource
{
    /// <summary>Address inside the cluster.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>Creates the component.</summary>
    public AlertmanagerCluster(string name, AlertmanagerClusterArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:monitoring:AlertmanagerCluster", name, options)
    {
        var context = args.Context;
        var account = Account(context);
        var secret = Receivers(context);
        var config = Config(context);
        Headless(context);
        var service = Service(context);
        _ = new StatefulSet(
            context.Logical(Names.Alertmanager),
            new Pulumi.Kubernetes.Types.Inputs.Apps.V1.StatefulSetArgs
            {
                Metadata = Metadata(Names.Alertmanager),
                Spec = AlertmanagerPod.Spec(),
            },
            context.InProtected(this, account, secret, config));
        Disruption(context);
        Url = service.Metadata.Apply(m => $"http://{m.Name}.{m.Namespace}:{MonitoringPorts.Alertmanager}");
        RegisterOutputs(new Dictionary<string, object?> { ["url"] = Url });
    }

    private ServiceAccount Account(RegionContext context) => new(
        context.Logical(Names.Alertmanager),
        new ServiceAccountArgs { Metadata = Metadata(Names.Alertmanager), AutomountServiceAccountToken = false },
        context.In(this));

    private ExternalSecret Receivers(RegionContext context) => new(
        context.Logical(MonitoringNames.AlertmanagerReceivers),
        new ExternalSecretArgs
        {
            Metadata = Metadata(MonitoringNames.AlertmanagerReceivers),
            Spec = new ExternalSecretSpecArgs
            {
                RefreshInterval = "1h",
                SecretStoreRef = SecretRefs.CloudStore(),
                Target = new ExternalSecretTargetArgs { Name = MonitoringNames.AlertmanagerReceivers, CreationPolicy = "Owner" },
                Data = ReceiverSecrets.All.Select(key => SecretRefs.Remote(key, RemoteSecrets.Alerting, key)).ToArray(),
            },
        },
        context.In(this));

    private ConfigMap Config(RegionContext context) => new(
        context.Logical(MonitoringNames.AlertmanagerConfig),
        new ConfigMapArgs
        {
            Metadata = Metadata(MonitoringNames.AlertmanagerConfig),
            Data =
            {
                [AlertmanagerConfigFile.FileName] = AlertmanagerConfigFile.Render(AlertmanagerConfigFile.Build(context.Settings)),
            },
        },
        context.In(this));

    private Service Service(RegionContext context) => new(
        context.Logical(Names.Alertmanager),
        new ServiceArgs
        {
            Metadata = Metadata(Names.Alertmanager),
            Spec = new ServiceSpecArgs
            {
                Selector = Labels.Selector(Names.Alertmanager),
                Ports = { new ServicePortArgs { Name = "http", Port = MonitoringPorts.Alertmanager, TargetPort = "http" } },
            },
        },
        context.In(this));

    // Peers find each other before they are ready: readiness waits for the gossip to settle.
    private void Headless(RegionContext context) => _ = new Service(
        context.Logical(MonitoringNames.AlertmanagerPeers),
        new ServiceArgs
        {
            Metadata = Metadata(MonitoringNames.AlertmanagerPeers),
            Spec = new ServiceSpecArgs
            {
                ClusterIP = "None",
                PublishNotReadyAddresses = true,
                Selector = Labels.Selector(Names.Alertmanager),
                Ports =
                {
                    new ServicePortArgs { Name = "http", Port = MonitoringPorts.Alertmanager, TargetPort = "http" },
                    Gossip("TCP"),
                    Gossip("UDP"),
                },
            },
        },
        context.In(this));

    private static ServicePortArgs Gossip(string protocol) => new()
    {
        Name = $"gossip-{(protocol == "TCP" ? "tcp" : "udp")}",
        Protocol = protocol,
        Port = MonitoringPorts.AlertmanagerPeers,
    };

    private void Disruption(RegionContext context) => _ = new PodDisruptionBudget(
        context.Logical(Names.Alertmanager),
        new PodDisruptionBudgetArgs
        {
            Metadata = Metadata(Names.Alertmanager),
            Spec = new PodDisruptionBudgetSpecArgs
            {
                MaxUnavailable = 1,
                Selector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.Alertmanager) },
            },
        },
        context.In(this));

    private static ObjectMetaArgs Metadata(string name) => MonitoringMetadata.For(name, Names.Alertmanager);
}
