using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace WedSync.Platform.Components.Common;

/// <summary>Environment variables of a container.</summary>
public static class Env
{
    /// <summary>A fixed value; may refer to earlier variables as <c>$(NAME)</c>.</summary>
    public static EnvVarArgs Value(string name, Input<string> value) => new() { Name = name, Value = value };

    /// <summary>A field of the pod, such as <c>status.podIP</c>.</summary>
    public static EnvVarArgs FromField(string name, string fieldPath) => new()
    {
        Name = name,
        ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = fieldPath } },
    };

    /// <summary>A key of a ConfigMap. Read once, when the container starts.</summary>
    public static EnvVarArgs FromConfigMap(string name, string configMap, string key) => new()
    {
        Name = name,
        ValueFrom = new EnvVarSourceArgs { ConfigMapKeyRef = new ConfigMapKeySelectorArgs { Name = configMap, Key = key } },
    };

    /// <summary>A key of a Secret. Only for programs that cannot read a file.</summary>
    public static EnvVarArgs FromSecret(string name, string secret, string key) => new()
    {
        Name = name,
        ValueFrom = new EnvVarSourceArgs { SecretKeyRef = new SecretKeySelectorArgs { Name = secret, Key = key } },
    };
}

/// <summary>Volumes of a pod.</summary>
public static class Volumes
{
    /// <summary>All keys of a ConfigMap as files.</summary>
    public static VolumeArgs ConfigMap(string volume, string configMap) => new()
    {
        Name = volume,
        ConfigMap = new ConfigMapVolumeSourceArgs { Name = configMap },
    };

    /// <summary>Keys of a Secret as files that only the pod's user and group read.</summary>
    public static VolumeArgs Secret(string volume, string secret, params string[] keys) => new()
    {
        Name = volume,
        Secret = new SecretVolumeSourceArgs
        {
            SecretName = secret,
            DefaultMode = 0b100_100_000,
            Items = keys.Select(k => new KeyToPathArgs { Key = k, Path = k }).ToArray(),
        },
    };

    /// <summary>Scratch space that lives as long as the pod.</summary>
    /// <param name="volume">The volume's name.</param>
    /// <param name="sizeLimit">Size as a Kubernetes quantity; a pod that takes more is evicted.</param>
    /// <param name="inMemory">Whether it is kept in memory, and counts as the container's.</param>
    public static VolumeArgs Scratch(string volume, string sizeLimit, bool inMemory = false)
    {
        var source = new EmptyDirVolumeSourceArgs { SizeLimit = sizeLimit };
        if (inMemory)
        {
            source.Medium = "Memory";
        }

        return new VolumeArgs { Name = volume, EmptyDir = source };
    }

    /// <summary>A volume that a container may write to.</summary>
    public static VolumeMountArgs Mount(string volume, string path) => new() { Name = volume, MountPath = path };

    /// <summary>A volume that a container only reads.</summary>
    public static VolumeMountArgs MountReadOnly(string volume, string path) => new() { Name = volume, MountPath = path, ReadOnly = true };
}

/// <summary>Probes of a container.</summary>
public static class Probes
{
    /// <summary>An HTTP GET that must answer 2xx or 3xx.</summary>
    /// <param name="path">Path to get.</param>
    /// <param name="port">Port of the container.</param>
    /// <param name="initialDelaySeconds">Seconds from start to the first probe.</param>
    /// <param name="periodSeconds">Seconds between probes.</param>
    /// <param name="failureThreshold">Failures in a row that count.</param>
    public static ProbeArgs Http(string path, int port, int initialDelaySeconds, int periodSeconds, int failureThreshold = 3) => new()
    {
        HttpGet = new HTTPGetActionArgs { Path = path, Port = port, Scheme = "HTTP" },
        InitialDelaySeconds = initialDelaySeconds,
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 2,
        FailureThreshold = failureThreshold,
    };

    /// <summary>A command that must end with 0.</summary>
    public static ProbeArgs Exec(int periodSeconds, int failureThreshold, params string[] command) => new()
    {
        Exec = new ExecActionArgs { Command = command },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 5,
        FailureThreshold = failureThreshold,
    };
}

/// <summary>Annotations by which Prometheus finds a pod.</summary>
public static class ScrapeAnnotations
{
    /// <summary>Scrapes <c>/metrics</c> of a port.</summary>
    public static InputMap<string> For(int port) => new()
    {
        ["prometheus.io/scrape"] = "true",
        ["prometheus.io/port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["prometheus.io/path"] = Contracts.HttpPaths.Metrics,
    };
}

/// <summary>Container images that this solution builds.</summary>
public static class OwnImages
{
    /// <summary>Image of the cache service.</summary>
    public const string CacheService = "ai-cache-service";

    /// <summary>Image of the sync worker.</summary>
    public const string SyncWorker = "cache-sync";

    /// <summary>Image of the season operator.</summary>
    public const string SeasonOperator = "season-operator";

    /// <summary>Full reference of one of the images, at the solution's version.</summary>
    public static string Reference(RegionContext context, string image)
        => $"{context.Settings.Images.Registry}/{image}:{context.Settings.Images.Version}";
}
