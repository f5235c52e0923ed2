using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using static WedSync.Platform.Components.Monitoring.MonitoringContainers;

namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>Alertmanager's pods.</summary>
internal static class AlertmanagerPod
{
    private const int Replicas = 2;
    private const string ConfigDirectory = "/etc/alertmanager/config";
    private const string DataDirectory = "/alertmanager";

    public static StatefulSetSpecArgs Spec() => new()
    {
        Replicas = Replicas,
        ServiceName = MonitoringNames.AlertmanagerPeers,
        PodManagementPolicy = "Parallel",
        Selector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.Alertmanager) },
        Template = new PodTemplateSpecArgs
        {
            Metadata = new ObjectMetaArgs { Labels = Labels.For(Names.Alertmanager, MonitoringNames.Component) },
            Spec = new PodSpecArgs
            {
                ServiceAccountName = Names.Alertmanager,
                AutomountServiceAccountToken = false,
                PriorityClassName = PriorityClasses.Operations,
                SecurityContext = PodDefaults.PodSecurity(),
                NodeSelector = NodePools.Select(NodePools.General),
                TopologySpreadConstraints = PodDefaults.Spread(Names.Alertmanager),
                Containers = { Server(), Reloader(MonitoringPorts.Alertmanager, ("config", ConfigDirectory), ("receivers", AlertmanagerConfigFile.SecretsDirectory)) },
                Volumes =
                {
                    ConfigVolume("config", MonitoringNames.AlertmanagerConfig),
                    SecretVolume("receivers", MonitoringNames.AlertmanagerReceivers),
                },
            },
        },
        VolumeClaimTemplates =
        {
            new PersistentVolumeClaimArgs
            {
                Metadata = new ObjectMetaArgs { Name = "data" },
                Spec = new PersistentVolumeClaimSpecArgs
                {
                    AccessModes = { "ReadWriteOnce" },
                    StorageClassName = Names.FastStorageClass,
                    Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = "2Gi" } },
                },
            },
        },
    };

    private static ContainerArgs Server() => new()
    {
        Name = Names.Alertmanager,
        Image = Versions.Images.Alertmanager,
        Args = Arguments(),
        Ports =
        {
            new ContainerPortArgs { Name = "http", ContainerPortValue = MonitoringPorts.Alertmanager },
            new ContainerPortArgs { Name = "gossip-tcp", ContainerPortValue = MonitoringPorts.AlertmanagerPeers },
            new ContainerPortArgs { Name = "gossip-udp", ContainerPortValue = MonitoringPorts.AlertmanagerPeers, Protocol = "UDP" },
        },
        Resources = PodDefaults.Resources("50m", "64Mi", "500m", "256Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        LivenessProbe = Probe("/-/healthy", "http", 10, 6),
        ReadinessProbe = Probe("/-/ready", "http", 5, 6),
        VolumeMounts =
        {
            Mount("config", ConfigDirectory),
            Mount("receivers", AlertmanagerConfigFile.SecretsDirectory),
            Mount("data", DataDirectory, readOnly: false),
        },
    };

    private static string[] Arguments() =>
    [
        $"--config.file={ConfigDirectory}/{AlertmanagerConfigFile.FileName}",
        $"--storage.path={DataDirectory}",
        "--data.retention=120h",
        $"--cluster.listen-address=0.0.0.0:{MonitoringPorts.AlertmanagerPeers}",
        // A pod that is gone for longer than this is looked up anew by name: its address has changed.
        "--cluster.reconnect-timeout=5m",
        .. Enumerable.Range(0, Replicas).Select(i =>
            $"--cluster.peer={Names.Alertmanager}-{i}.{MonitoringNames.AlertmanagerPeers}.{Namespaces.Monitoring}.svc:{MonitoringPorts.AlertmanagerPeers}"),
        "--log.format=json",
    ];
}
