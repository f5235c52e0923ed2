using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Components.CacheService;

/// <summary>The cache service's pod.</summary>
internal static class CacheServicePod
{
    /// <summary>Name of the API's port.</summary>
    public const string HttpPortName = "http";

    /// <summary>Seconds that a stopping pod still serves, until no proxy sends it requests any more.</summary>
    public const int DrainSeconds = 15;

    /// <summary>Seconds from the stop's begin to SIGKILL: the drain, then half a minute for requests that wait for a computation.</summary>
    public const int TerminationSeconds = 60;

    private const string PasswordFolder = "/etc/wedsync/redis-passwords";
    private const string TlsFolder = "/etc/wedsync/redis-tls";
    private const string SeasonFolder = "/etc/wedsync/season";
    private const string AuditFolder = "/var/lib/wedsync/audit";

    public static PodTemplateSpecArgs Template(RegionContext context) => new()
    {
        Metadata = new ObjectMetaArgs
        {
            Labels = Labels.For(Names.CacheService, "cache"),
            Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
        },
        Spec = new PodSpecArgs
        {
            ServiceAccountName = Names.CacheService,
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            PriorityClassName = PriorityClasses.Serving,
            SecurityContext = PodDefaults.PodSecurity(),
            TerminationGracePeriodSeconds = TerminationSeconds,
            NodeSelector = NodePools.Select(NodePools.General),
            TopologySpreadConstraints = PodDefaults.Spread(Names.CacheService),
            Containers = { Container(context) },
            Volumes =
            {
                Volumes.Secret("redis-passwords", Names.RedisAcl, RedisUsers.Cache),
                Volumes.Secret("redis-tls", Names.RedisTls, "ca.crt"),
                Volumes.ConfigMap("season", Names.SeasonalConfig),
                Volumes.Scratch("audit", "1Gi"),
                Volumes.Scratch("tmp", "256Mi"),
            },
        },
    };

    private static ContainerArgs Container(RegionContext context) => new()
    {
        Name = Names.CacheService,
        Image = OwnImages.Reference(context, OwnImages.CacheService),
        ImagePullPolicy = "IfNotPresent",
        Ports =
        {
            new ContainerPortArgs { Name = HttpPortName, ContainerPortValue = ServicePorts.CacheHttp, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
        },
        Env = Environment(context),
        Resources = PodDefaults.Resources("500m", "1Gi", "2", "4Gi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        // A minute to start; the other probes begin when this one has succeeded.
        StartupProbe = Probes.Http(HttpPaths.Health, ServicePorts.CacheHttp, initialDelaySeconds: 1, periodSeconds: 2, failureThreshold: 30),
        LivenessProbe = Probes.Http(HttpPaths.Health, ServicePorts.CacheHttp, initialDelaySeconds: 30, periodSeconds: 10),
        ReadinessProbe = Probes.Http(HttpPaths.Ready, ServicePorts.CacheHttp, initialDelaySeconds: 5, periodSeconds: 5),
        Lifecycle = new LifecycleArgs
        {
            // Proxies learn of a stopping pod after it: until then it goes on serving. The kubelet waits, the image needs no shell.
            PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = DrainSeconds } },
        },
        VolumeMounts =
        {
            Volumes.MountReadOnly("redis-passwords", PasswordFolder),
            Volumes.MountReadOnly("redis-tls", TlsFolder),
            Volumes.MountReadOnly("season", SeasonFolder),
            Volumes.Mount("audit", AuditFolder),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    private static InputList<EnvVarArgs> Environment(RegionContext context) => new()
    {
        Env.FromField(EnvironmentNames.PodName, "metadata.name"),
        Env.FromField(EnvironmentNames.PodNamespace, "metadata.namespace"),
        Env.Value(EnvironmentNames.HttpPort, Number(ServicePorts.CacheHttp)),
        Env.Value(EnvironmentNames.MetricsPort, Number(ServicePorts.Metrics)),
        Env.FromConfigMap(EnvironmentNames.RedisClusterEndpoints, Names.RedisConfig, RedisLayout.EndpointsKey),
        Env.Value(EnvironmentNames.RedisUsername, RedisUsers.Cache),
        Env.Value(EnvironmentNames.RedisPasswordFile, $"{PasswordFolder}/{RedisUsers.Cache}"),
        Env.Value(EnvironmentNames.RedisTlsCaFile, $"{TlsFolder}/ca.crt"),
        Env.FromConfigMap(EnvironmentNames.WeddingSeasonMode, Names.SeasonalConfig, SeasonalConfigKeys.CurrentMode),
        Env.Value(EnvironmentNames.SeasonalConfigDirectory, SeasonFolder),
        Env.Value(EnvironmentNames.Region, context.Region.Name),
        Env.Value(EnvironmentNames.ResidencyGroup, context.Region.Residency ?? ""),
        Env.Value(EnvironmentNames.Regions, string.Join(',', context.Settings.Regions.Select(r => r.Name))),
        Env.Value(EnvironmentNames.JwtIssuer, context.Settings.Auth.Issuer),
        Env.Value(EnvironmentNames.JwtAudience, context.Settings.Auth.Audience),
        Env.Value(EnvironmentNames.JwtJwksUri, context.Settings.Auth.JwksUri),
        Env.Value(EnvironmentNames.AuditDirectory, AuditFolder),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
