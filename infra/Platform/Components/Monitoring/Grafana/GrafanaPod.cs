using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using static WedSync.Platform.Components.Monitoring.MonitoringContainers;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>Grafana's pod.</summary>
internal static class GrafanaPod
{
    public const string DatasourcesKey = "datasources.yaml";
    public const string DashboardsKey = "dashboards.yaml";
    public const string UserKey = "user";
    public const string PasswordKey = "password";

    private const string ProvisioningDirectory = "/etc/grafana/provisioning";
    private const string AdminDirectory = "/etc/grafana/admin";

    public static DeploymentSpecArgs Spec(string provisioning, string dashboards, string provisioningHash) => new()
    {
        Replicas = 1,
        Selector = new LabelSelectorArgs { MatchLabels = Labels.Selector(MonitoringNames.Grafana) },
        Template = new PodTemplateSpecArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Labels = Labels.For(MonitoringNames.Grafana, MonitoringNames.Component),
                Annotations = { ["wedsync.com/provisioning-hash"] = provisioningHash },
            },
            Spec = new PodSpecArgs
            {
                ServiceAccountName = MonitoringNames.Grafana,
                AutomountServiceAccountToken = false,
                PriorityClassName = PriorityClasses.Operations,
                SecurityContext = PodDefaults.PodSecurity(),
                NodeSelector = NodePools.Select(NodePools.General),
                Containers = { Server() },
                Volumes =
                {
                    Provisioning(provisioning),
                    ConfigVolume("dashboards", dashboards),
                    SecretVolume("admin", MonitoringNames.GrafanaAdmin),
                    Scratch("data", "1Gi"),
                    Scratch("tmp", "256Mi"),
                },
            },
        },
    };

    private static ContainerArgs Server() => new()
    {
        Name = MonitoringNames.Grafana,
        Image = Versions.Images.Grafana,
        Env = Environment(),
        Ports = { new ContainerPortArgs { Name = "http", ContainerPortValue = MonitoringPorts.Grafana } },
        Resources = PodDefaults.Resources("100m", "256Mi", "1", "512Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        StartupProbe = Probe("/api/health", "http", 5, 24),
        LivenessProbe = Probe("/api/health", "http", 10, 6),
        ReadinessProbe = Probe("/api/health", "http", 5, 3),
        VolumeMounts =
        {
            Mount("provisioning", ProvisioningDirectory),
            Mount("dashboards", DatasourceFile.DashboardsDirectory),
            Mount("admin", AdminDirectory),
            Mount("data", "/var/lib/grafana", readOnly: false),
            Mount("tmp", "/tmp", readOnly: false),
        },
    };

    // Nobody signs up or looks in without an account; it neither calls home nor fetches plugins, which its root file system and
    // its network policy would refuse anyway.
    private static InputList<EnvVarArgs> Environment() => new[]
    {
        Variable("GF_SECURITY_ADMIN_USER__FILE", $"{AdminDirectory}/{UserKey}"),
        Variable("GF_SECURITY_ADMIN_PASSWORD__FILE", $"{AdminDirectory}/{PasswordKey}"),
        Variable("GF_SECURITY_COOKIE_SAMESITE", "strict"),
        Variable("GF_SECURITY_DISABLE_GRAVATAR", "true"),
        Variable("GF_AUTH_ANONYMOUS_ENABLED", "false"),
        Variable("GF_USERS_ALLOW_SIGN_UP", "false"),
        Variable("GF_ANALYTICS_REPORTING_ENABLED", "false"),
        Variable("GF_ANALYTICS_CHECK_FOR_UPDATES", "false"),
        Variable("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false"),
        Variable("GF_PLUGINS_PREINSTALL_DISABLED", "true"),
        Variable("GF_PLUGINS_PLUGIN_ADMIN_ENABLED", "false"),
        Variable("GF_NEWS_NEWS_FEED_ENABLED", "false"),
        Variable("GF_LOG_CONSOLE_FORMAT", "json"),
        Variable("GF_METRICS_ENABLED", "true"),
    };

    private static EnvVarArgs Variable(string name, string value) => new() { Name = name, Value = value };

    private static VolumeArgs Provisioning(string configMap) => new()
    {
        Name = "provisioning",
        ConfigMap = new ConfigMapVolumeSourceArgs
        {
            Name = configMap,
            Items =
            {
                new KeyToPathArgs { Key = DatasourcesKey, Path = $"datasources/{DatasourcesKey}" },
                new KeyToPathArgs { Key = DashboardsKey, Path = $"dashboards/{DashboardsKey}" },
            },
        },
    };
}
