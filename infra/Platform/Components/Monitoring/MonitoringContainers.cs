using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>Pieces that the pods of Prometheus, Alertmanager and Grafana share.</summary>
internal static class MonitoringContainers
{
    /// <summary>File mode 0440.</summary>
    private const int OwnerAndGroupRead = 0b100_100_000;

    /// <summary>A read-only volume from a ConfigMap.</summary>
    public static VolumeArgs ConfigVolume(string name, string configMap) => new()
    {
        Name = name,
        ConfigMap = new ConfigMapVolumeSourceArgs { Name = configMap },
    };

    /// <summary>A read-only volume from a Secret.</summary>
    public static VolumeArgs SecretVolume(string name, string secret) => new()
    {
        Name = name,
        Secret = new SecretVolumeSourceArgs { SecretName = secret, DefaultMode = OwnerAndGroupRead },
    };

    /// <summary>An empty volume of a bounded size.</summary>
    public static VolumeArgs Scratch(string name, string limit) => new()
    {
        Name = name,
        EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = limit },
    };

    /// <summary>Mounts a volume.</summary>
    public static VolumeMountArgs Mount(string volume, string path, bool readOnly = true) => new()
    {
        Name = volume,
        MountPath = path,
        ReadOnly = readOnly,
    };

    /// <summary>Asks a path of a named port.</summary>
    public static ProbeArgs Probe(string path, string port, int periodSeconds, int failureThreshold) => new()
    {
        HttpGet = new HTTPGetActionArgs { Path = path, Port = port },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 5,
        FailureThreshold = failureThreshold,
    };

    /// <summary>The sidecar that tells its neighbour to read its files again when they change, so that no data gap follows a new rule.</summary>
    /// <param name="port">Port of the neighbour.</param>
    /// <param name="volumes">Volumes to watch, and where they are mounted.</param>
    public static ContainerArgs Reloader(int port, params (string Volume, string Path)[] volumes) => new()
    {
        Name = "config-reloader",
        Image = Versions.Images.ConfigReloader,
        Args = new[]
        {
            $"--listen-address=:{MonitoringPorts.ConfigReloader}",
            $"--reload-url=http://127.0.0.1:{port}/-/reload",
        }.Concat(volumes.Select(v => $"--watched-dir={v.Path}")).ToArray(),
        Ports = { new ContainerPortArgs { Name = "reloader", ContainerPortValue = MonitoringPorts.ConfigReloader } },
        Resources = PodDefaults.Resources("10m", "32Mi", "100m", "64Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        LivenessProbe = Probe("/healthz", "reloader", 10, 3),
        ReadinessProbe = Probe("/healthz", "reloader", 10, 3),
        VolumeMounts = volumes.Select(v => Mount(v.Volume, v.Path)).ToArray(),
    };
}
