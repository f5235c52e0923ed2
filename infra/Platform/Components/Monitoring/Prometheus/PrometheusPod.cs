using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using static WedSync.Platform.Components.Monitoring.MonitoringContainers;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>Prometheus' pods.</summary>
internal static class PrometheusPod
{
    private const string ConfigDirectory = "/etc/prometheus/config";
    private const string DataDirectory = "/prometheus";
    private const string DataVolume = "data";

    /// <summary>Room for the samples. Retention by size stays below it: a full volume stops Prometheus.</summary>
    private const string VolumeSize = "100Gi";
    private const string RetentionSize = "85GB";

    /// <summary>The slowest burn rate looks back 3 days, the monthly reports 30.</summary>
    private const string RetentionTime = "30d";

    public static StatefulSetSpecArgs Spec(string region) => new()
    {
        Replicas = 2,
        ServiceName = MonitoringNames.PrometheusPeers,
        PodManagementPolicy = "Parallel",
        Selector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.Prometheus) },
        Template = new PodTemplateSpecArgs
        {
            Metadata = new ObjectMetaArgs { Labels = Labels.For(Names.Prometheus, MonitoringNames.Component) },
            Spec = new PodSpecArgs
            {
                ServiceAccountName = Names.Prometheus,
                AutomountServiceAccountToken = true,
                PriorityClassName = PriorityClasses.Operations,
                SecurityContext = PodDefaults.PodSecurity(),
                NodeSelector = NodePools.Select(NodePools.General),
                TopologySpreadConstraints = PodDefaults.Spread(Names.Prometheus),
                // Prometheus writes its head to disk before it ends.
                TerminationGracePeriodSeconds = 300,
                Containers =
                {
                    Server(region),
                    Reloader(
                        MonitoringPorts.Prometheus,
                        ("config", ConfigDirectory),
                        ("rules", PrometheusConfigFile.RulesDirectory)),
                },
                Volumes =
                {
                    ConfigVolume("config", MonitoringNames.PrometheusConfig),
                    ConfigVolume("rules", MonitoringNames.PrometheusRules),
                },
            },
        },
        VolumeClaimTemplates = { Claim() },
    };

    private static ContainerArgs Server(string region) => new()
    {
        Name = Names.Prometheus,
        Image = Versions.Images.Prometheus,
        Args =
        {
            $"--config.file={ConfigDirectory}/{PrometheusConfigFile.FileName}",
            $"--storage.tsdb.path={DataDirectory}",
            $"--storage.tsdb.retention.time={RetentionTime}",
            $"--storage.tsdb.retention.size={RetentionSize}",
            "--web.enable-lifecycle",
            $"--web.page-title=Prometheus {region}",
            "--log.format=json",
        },
        Env =
        {
            new EnvVarArgs
            {
                Name = "POD_NAME",
                ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = "metadata.name" } },
            },
        },
        Ports = { new ContainerPortArgs { Name = "http", ContainerPortValue = MonitoringPorts.Prometheus } },
        Resources = PodDefaults.Resources("1", "4Gi", "4", "8Gi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        // Reading the write-ahead log after a crash takes minutes; until then it is neither alive nor dead.
        StartupProbe = Probe("/-/ready", "http", 10, 90),
        LivenessProbe = Probe("/-/healthy", "http", 10, 6),
        ReadinessProbe = Probe("/-/ready", "http", 5, 3),
        VolumeMounts =
        {
            Mount("config", ConfigDirectory),
            Mount("rules", PrometheusConfigFile.RulesDirectory),
            Mount(DataVolume, DataDirectory, readOnly: false),
        },
    };

    private static PersistentVolumeClaimArgs Claim() => new()
    {
        Metadata = new ObjectMetaArgs { Name = DataVolume },
        Spec = new PersistentVolumeClaimSpecArgs
        {
            AccessModes = { "ReadWriteOnce" },
            StorageClassName = Names.FastStorageClass,
            Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = VolumeSize } },
        },
    };
}
