using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>Pods of the season operator's image: the operator itself and the readiness Job.</summary>
internal static class SeasonOperatorPod
{
    /// <summary>Name of the port with probes, status page and API.</summary>
    public const string StatusPortName = "status";

    private const string PasswordFolder = "/etc/wedsync/redis-passwords";
    private const string TlsFolder = "/etc/wedsync/redis-tls";
    private const string SeasonFolder = "/etc/wedsync/season";
    private const string BudgetFolder = "/etc/wedsync/budget";

    public static PodSpecArgs Operator(RegionContext context)
    {
        var spec = Base(Names.SeasonOperator);
        var container = Container(context, "operator", "run");
        container.Ports = new InputList<ContainerPortArgs>
        {
            new ContainerPortArgs { Name = StatusPortName, ContainerPortValue = ServicePorts.Status, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
        };
        container.StartupProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, 1, 2, failureThreshold: 30);
        container.LivenessProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, 10, 10);
        container.ReadinessProbe = Probes.Http(HttpPaths.Ready, ServicePorts.Status, 2, 5);
        spec.Containers = new InputList<ContainerArgs> { container };
        spec.TopologySpreadConstraints = PodDefaults.Spread(Names.SeasonOperator);
        // A slot that is being moved is finished or left as it is within a minute.
        spec.TerminationGracePeriodSeconds = 60;
        return spec;
    }

    public static PodSpecArgs Readiness(RegionContext context, int timeoutMinutes)
    {
        var spec = Base(Names.SeasonReadiness);
        spec.RestartPolicy = "OnFailure";
        var timeout = string.Create(CultureInfo.InvariantCulture, $"{timeoutMinutes}m");
        spec.Containers = new InputList<ContainerArgs> { Container(context, "readiness", "profile", "wait", "--timeout", timeout) };
        return spec;
    }

    private static PodSpecArgs Base(string account) => new()
    {
        ServiceAccountName = account,
        // Both talk to the Kubernetes API.
        AutomountServiceAccountToken = true,
        EnableServiceLinks = false,
        PriorityClassName = PriorityClasses.Operations,
        SecurityContext = PodDefaults.PodSecurity(),
        NodeSelector = NodePools.Select(NodePools.General),
        Volumes =
        {
            Volumes.Secret("redis-passwords", Names.RedisAcl, RedisUsers.Operator),
            Volumes.Secret("redis-tls", Names.RedisTls, "ca.crt"),
            Volumes.ConfigMap("season", Names.SeasonalConfig),
            Budget(),
            Volumes.Scratch("tmp", "64Mi"),
        },
    };

    // Without a budget there is no cap: the operator starts all the same.
    private static VolumeArgs Budget() => new()
    {
        Name = "budget",
        ConfigMap = new ConfigMapVolumeSourceArgs { Name = BudgetCap.ConfigMap, Optional = true },
    };

    private static ContainerArgs Container(RegionContext context, string name, params string[] arguments) => new()
    {
        Name = name,
        Image = OwnImages.Reference(context, OwnImages.SeasonOperator),
        ImagePullPolicy = "IfNotPresent",
        Args = arguments,
        Env = Environment(context),
        Resources = PodDefaults.Resources("100m", "256Mi", "1", "512Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        VolumeMounts =
        {
            Volumes.MountReadOnly("redis-passwords", PasswordFolder),
            Volumes.MountReadOnly("redis-tls", TlsFolder),
            Volumes.MountReadOnly("season", SeasonFolder),
            Volumes.MountReadOnly("budget", BudgetFolder),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    private static InputList<EnvVarArgs> Environment(RegionContext context) => new()
    {
        Env.FromField(EnvironmentNames.PodName, "metadata.name"),
        Env.FromField(EnvironmentNames.PodNamespace, "metadata.namespace"),
        Env.FromField(EnvironmentNames.PodIp, "status.podIP"),
        Env.Value(EnvironmentNames.StatusPort, Number(ServicePorts.Status)),
        Env.Value(EnvironmentNames.MetricsPort, Number(ServicePorts.Metrics)),
        Env.Value(EnvironmentNames.Region, context.Region.Name),
        Env.Value(EnvironmentNames.Regions, string.Join(',', context.Settings.Regions.Select(r => r.Name))),
        Env.Value(EnvironmentNames.SeasonalConfigDirectory, SeasonFolder),
        Env.Value(EnvironmentNames.BudgetCapDirectory, BudgetFolder),
        Env.Value(EnvironmentNames.RedisNodeEndpoints, RedisEndpoints.AllNodes),
        Env.FromConfigMap(EnvironmentNames.RedisClusterEndpoints, Names.RedisConfig, RedisLayout.EndpointsKey),
        Env.Value(EnvironmentNames.RedisUsername, RedisUsers.Operator),
        Env.Value(EnvironmentNames.RedisPasswordFile, $"{PasswordFolder}/{RedisUsers.Operator}"),
        Env.Value(EnvironmentNames.RedisTlsCaFile, $"{TlsFolder}/ca.crt"),
        Env.Value(EnvironmentNames.PrometheusUrl, DeliveryNames.PrometheusAddress),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
