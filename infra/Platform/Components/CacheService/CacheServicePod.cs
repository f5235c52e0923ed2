using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Components.CacheService;

/// <summary>The cache service's pod.</summary>
internal static class CacheServicePod
{
    /// <summary>Name of the API's port.</summary>
    public const string HttpPortName = "http";

    /// <summary>Seconds that a stopping pod serves as if nothing were, until no proxy sends it new connections.</summary>
    public const int PreStopSeconds = 15;

    /// <summary>Seconds after that in which it answers on and closes each connection that is still used.</summary>
    public const int DrainSeconds = 5;

    /// <summary>Seconds from the stop's begin to SIGKILL: both of these, then what <see cref="CacheServiceLimits.ShutdownSeconds"/> gives requests.</summary>
    public const int TerminationSeconds = 60;

    /// <summary>
    /// Mebibytes of entries in the pod's own memory. The garbage collector may hold them twice, and that must stay below the use of
    /// the request at which the autoscaler adds pods, since a full memory tier is no load.
    /// </summary>
    public const int MemoryTierMib = 256;

    // Enough to keep a pod's two cores busy: more at once would only make everybody wait longer.
    private const int MaxConcurrency = 512;
    private const int MaxEntryBytes = 1 << 20;

    // What the AI providers' price lists come to for a typical answer.
    private const string OriginCallCost = "0.002";

    // Names of expired entries stay in an index that long at most.
    private const string SweepInterval = "10m";

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
            PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = PreStopSeconds } },
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
        Env.FromField(EnvironmentNames.PodIp, "status.podIP"),
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
        Env.Value(EnvironmentNames.DrainPeriod, string.Create(CultureInfo.InvariantCulture, $"{DrainSeconds}s")),
        Env.Value(EnvironmentNames.L1Bytes, Number(MemoryTierMib << 20)),
        Env.Value(EnvironmentNames.MaxConcurrency, Number(MaxConcurrency)),
        Env.Value(EnvironmentNames.MaxEntryBytes, Number(MaxEntryBytes)),
        Env.Value(EnvironmentNames.OriginCallCost, OriginCallCost),
        Env.Value(EnvironmentNames.SweepInterval, SweepInterval),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
