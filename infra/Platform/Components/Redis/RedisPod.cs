using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>The pod of a Redis node: the server first (its memory is an elastic field by that position), then its two helpers.</summary>
internal static class RedisPod
{
    private const string ConfigVolume = "redis-config";
    private const string MemoryVolume = "redis-memory";
    private const string PasswordVolume = "redis-passwords";
    private const string TlsVolume = "redis-tls";
    private const string RunVolume = "redis-run";

    /// <summary>Seconds from the hand-over's start to SIGKILL: 30 to hand over, 15 for replicas, the rest to sync the file.</summary>
    public const int TerminationSeconds = 90;

    private static readonly string[] CertificateIsThere = ["test", "-r", $"{RedisLayout.TlsDirectory}/tls.crt"];

    public static PodSpecArgs Spec(string memoryPerNode)
    {
        var security = PodDefaults.PodSecurity();
        // A hundred gigabytes are not walked through at every start.
        security.FsGroupChangePolicy = "OnRootMismatch";
        return new PodSpecArgs
        {
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            PriorityClassName = PriorityClasses.Data,
            SecurityContext = security,
            TerminationGracePeriodSeconds = TerminationSeconds,
            NodeSelector = NodePools.Select(NodePools.Memory),
            Tolerations = { NodePools.TolerateMemory() },
            Affinity = ApartFromEachOther(),
            TopologySpreadConstraints = PodDefaults.Spread(Names.Redis),
            Containers = { Server(memoryPerNode), Exporter(), CertificateReloader() },
            Volumes =
            {
                Volumes.ConfigMap(ConfigVolume, Names.RedisConfig),
                Volumes.ConfigMap(MemoryVolume, Names.RedisMemory),
                Volumes.Secret(PasswordVolume, Names.RedisAcl, [.. RedisAcl.Users]),
                Volumes.Secret(TlsVolume, Names.RedisTls, "tls.crt", "tls.key", "ca.crt"),
                Volumes.Scratch(RunVolume, "1Mi", inMemory: true),
            },
        };
    }

    private static ContainerArgs Server(string memoryPerNode) => new()
    {
        Name = "redis",
        Image = Versions.Images.Redis,
        ImagePullPolicy = "IfNotPresent",
        Command = { "sh", RedisLayout.InConfig(RedisLayout.StartScript) },
        Env = NodeEnvironment(),
        Ports =
        {
            new ContainerPortArgs { Name = "redis", ContainerPortValue = ServicePorts.Redis, Protocol = "TCP" },
            new ContainerPortArgs { Name = "bus", ContainerPortValue = ServicePorts.RedisBus, Protocol = "TCP" },
        },
        Resources = PodDefaults.Resources("500m", memoryPerNode, "2", memoryPerNode),
        SecurityContext = PodDefaults.ContainerSecurity(),
        // Loading a full append-only file answers as alive; a minute covers the start itself.
        StartupProbe = Probes.Exec(5, 12, Health("alive")),
        LivenessProbe = Probes.Exec(10, 6, Health("alive")),
        ReadinessProbe = Probes.Exec(5, 3, Health("ready")),
        Lifecycle = new LifecycleArgs
        {
            PreStop = new LifecycleHandlerArgs
            {
                Exec = new ExecActionArgs { Command = { "sh", RedisLayout.InConfig(RedisLayout.HandOverScript) } },
            },
        },
        VolumeMounts =
        {
            Volumes.Mount(RedisLayout.DataVolume, RedisLayout.DataDirectory),
            Volumes.Mount(RunVolume, RedisLayout.RunDirectory),
            Volumes.MountReadOnly(ConfigVolume, RedisLayout.ConfigDirectory),
            Volumes.MountReadOnly(MemoryVolume, RedisLayout.MemoryDirectory),
            Volumes.MountReadOnly(PasswordVolume, RedisLayout.PasswordDirectory),
            Volumes.MountReadOnly(TlsVolume, RedisLayout.TlsDirectory),
        },
    };

    private static ContainerArgs Exporter() => new()
    {
        Name = "exporter",
        Image = Versions.Images.RedisExporter,
        ImagePullPolicy = "IfNotPresent",
        Env =
        {
            Env.FromField(EnvironmentNames.PodName, "metadata.name"),
            // By name, since that is what the certificate holds.
            Env.Value("REDIS_ADDR", string.Create(
                CultureInfo.InvariantCulture, $"rediss://$({EnvironmentNames.PodName}).{RedisEndpoints.AllNodesHost}:{ServicePorts.Redis}")),
            Env.Value("REDIS_USER", RedisUsers.Exporter),
            Env.FromSecret("REDIS_PASSWORD", Names.RedisAcl, RedisUsers.Exporter),
            Env.Value("REDIS_EXPORTER_TLS_CA_CERT_FILE", $"{RedisLayout.TlsDirectory}/ca.crt"),
            // CONFIG GET would show the replication password.
            Env.Value("REDIS_EXPORTER_CONFIG_COMMAND", "-"),
            Env.Value("REDIS_EXPORTER_WEB_LISTEN_ADDRESS", string.Create(CultureInfo.InvariantCulture, $":{ServicePorts.RedisExporter}")),
        },
        Ports = { new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.RedisExporter, Protocol = "TCP" } },
        Resources = PodDefaults.Resources("50m", "64Mi", "200m", "128Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        LivenessProbe = Probes.Http("/health", ServicePorts.RedisExporter, 10, 15),
        ReadinessProbe = Probes.Http("/health", ServicePorts.RedisExporter, 2, 10),
        VolumeMounts = { Volumes.MountReadOnly(TlsVolume, RedisLayout.TlsDirectory) },
    };

    private static ContainerArgs CertificateReloader()
    {
        var environment = NodeEnvironment();
        environment.Add(Env.Value(RedisEnvironment.ReloadSeconds, "60"));
        return new ContainerArgs
        {
            Name = "certificate-reloader",
            Image = Versions.Images.Redis,
            ImagePullPolicy = "IfNotPresent",
            Command = { "sh", RedisLayout.InConfig(RedisLayout.ReloadScript) },
            Env = environment,
            Resources = PodDefaults.Resources("10m", "16Mi", "50m", "32Mi"),
            SecurityContext = PodDefaults.ContainerSecurity(),
            LivenessProbe = Probes.Exec(60, 3, CertificateIsThere),
            ReadinessProbe = Probes.Exec(30, 3, CertificateIsThere),
            VolumeMounts =
            {
                Volumes.MountReadOnly(ConfigVolume, RedisLayout.ConfigDirectory),
                Volumes.MountReadOnly(PasswordVolume, RedisLayout.PasswordDirectory),
                Volumes.MountReadOnly(TlsVolume, RedisLayout.TlsDirectory),
            },
        };
    }

    private static InputList<EnvVarArgs> NodeEnvironment() => new()
    {
        Env.FromField(EnvironmentNames.PodName, "metadata.name"),
        Env.FromField(RedisEnvironment.PodIp, "status.podIP"),
        Env.Value(RedisEnvironment.AnnounceHostname, $"$({EnvironmentNames.PodName}).{RedisEndpoints.AllNodesHost}"),
        Env.Value(RedisEnvironment.Port, Number(ServicePorts.Redis)),
        Env.Value(RedisEnvironment.BusPort, Number(ServicePorts.RedisBus)),
        Env.Value(RedisEnvironment.ConfigDirectory, RedisLayout.ConfigDirectory),
        Env.Value(RedisEnvironment.MemoryDirectory, RedisLayout.MemoryDirectory),
        Env.Value(RedisEnvironment.PasswordDirectory, RedisLayout.PasswordDirectory),
        Env.Value(RedisEnvironment.TlsDirectory, RedisLayout.TlsDirectory),
        Env.Value(RedisEnvironment.RunDirectory, RedisLayout.RunDirectory),
        Env.Value(RedisEnvironment.DataDirectory, RedisLayout.DataDirectory),
    };

    // A machine that fails must never take a primary and its replica with it.
    private static AffinityArgs ApartFromEachOther() => new()
    {
        PodAntiAffinity = new PodAntiAffinityArgs
        {
            RequiredDuringSchedulingIgnoredDuringExecution =
            {
                new PodAffinityTermArgs { TopologyKey = "kubernetes.io/hostname", LabelSelector = NetworkRules.Pods(Names.Redis) },
            },
        },
    };

    private static string[] Health(string what) => ["sh", RedisLayout.InConfig(RedisLayout.HealthScript), what];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
