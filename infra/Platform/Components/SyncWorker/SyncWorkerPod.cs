using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Components.SyncWorker;

/// <summary>The sync worker's pod.</summary>
internal static class SyncWorkerPod
{
    /// <summary>Secret with the certificate for mutual TLS: tls.crt, tls.key, ca.crt.</summary>
    public const string TlsSecret = "cache-sync-tls";

    private const string PasswordFolder = "/etc/wedsync/redis-passwords";
    private const string RedisTlsFolder = "/etc/wedsync/redis-tls";
    private const string SyncTlsFolder = "/etc/wedsync/sync-tls";

    public static PodSpecArgs Spec(RegionContext context) => new()
    {
        ServiceAccountName = Names.SyncService,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        PriorityClassName = PriorityClasses.Serving,
        SecurityContext = PodDefaults.PodSecurity(),
        // Streams to peers are closed and partitions handed on within half a minute.
        TerminationGracePeriodSeconds = 45,
        NodeSelector = NodePools.Select(NodePools.General),
        TopologySpreadConstraints = PodDefaults.Spread(Names.SyncService),
        Containers = { Container(context) },
        Volumes =
        {
            Volumes.Secret("redis-passwords", Names.RedisAcl, RedisUsers.Sync),
            Volumes.Secret("redis-tls", Names.RedisTls, "ca.crt"),
            Volumes.Secret("sync-tls", TlsSecret, "tls.crt", "tls.key", "ca.crt"),
            Volumes.Scratch("tmp", "256Mi"),
        },
    };

    private static ContainerArgs Container(RegionContext context) => new()
    {
        Name = "cache-sync",
        Image = OwnImages.Reference(context, OwnImages.SyncWorker),
        ImagePullPolicy = "IfNotPresent",
        Ports =
        {
            new ContainerPortArgs { Name = "grpc", ContainerPortValue = ServicePorts.SyncGrpc, Protocol = "TCP" },
            new ContainerPortArgs { Name = "status", ContainerPortValue = ServicePorts.Status, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
        },
        Env = Environment(context),
        Resources = PodDefaults.Resources("250m", "512Mi", "1", "2Gi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        StartupProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, 1, 2, failureThreshold: 30),
        LivenessProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, 10, 10),
        ReadinessProbe = Probes.Http(HttpPaths.Ready, ServicePorts.Status, 2, 5),
        Lifecycle = new LifecycleArgs { PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = 10 } } },
        VolumeMounts =
        {
            Volumes.MountReadOnly("redis-passwords", PasswordFolder),
            Volumes.MountReadOnly("redis-tls", RedisTlsFolder),
            Volumes.MountReadOnly("sync-tls", SyncTlsFolder),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    private static InputList<EnvVarArgs> Environment(RegionContext context) => new()
    {
        Env.FromField(EnvironmentNames.PodName, "metadata.name"),
        Env.FromField(EnvironmentNames.PodNamespace, "metadata.namespace"),
        Env.FromField(EnvironmentNames.PodIp, "status.podIP"),
        Env.Value(EnvironmentNames.SyncGrpcPort, Number(ServicePorts.SyncGrpc)),
        Env.Value(EnvironmentNames.StatusPort, Number(ServicePorts.Status)),
        Env.Value(EnvironmentNames.MetricsPort, Number(ServicePorts.Metrics)),
        Env.Value(EnvironmentNames.Region, context.Region.Name),
        Env.Value(EnvironmentNames.ResidencyGroup, context.Region.Residency ?? ""),
        Env.Value(EnvironmentNames.Regions, string.Join(',', context.Settings.Regions.Select(r => r.Name))),
        Env.Value(EnvironmentNames.SyncInterval, "30s"),
        Env.Value(EnvironmentNames.ConflictResolutionStrategy, "last-writer-wins"),
        Env.Value(EnvironmentNames.SyncPeers, SyncEndpoints.Peers(context.Settings, context.Region)),
        Env.Value(EnvironmentNames.SyncTlsDirectory, SyncTlsFolder),
        Env.FromConfigMap(EnvironmentNames.RedisClusterEndpoints, Names.RedisConfig, RedisLayout.EndpointsKey),
        Env.Value(EnvironmentNames.RedisUsername, RedisUsers.Sync),
        Env.Value(EnvironmentNames.RedisPasswordFile, $"{PasswordFolder}/{RedisUsers.Sync}"),
        Env.Value(EnvironmentNames.RedisTlsCaFile, $"{RedisTlsFolder}/ca.crt"),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
