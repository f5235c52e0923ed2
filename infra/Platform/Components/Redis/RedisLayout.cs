using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>Where a Redis node's files are and how its scripts find them. Scripts take every path, port and address from the environment.</summary>
public static class RedisLayout
{
    /// <summary>Mount of the ConfigMap <see cref="Names.RedisConfig"/>: configuration, ACL rules and scripts.</summary>
    public const string ConfigDirectory = "/etc/redis/config";

    /// <summary>Mount of the ConfigMap <see cref="Names.RedisMemory"/>.</summary>
    public const string MemoryDirectory = "/etc/redis/memory";

    /// <summary>Mount of the Secret <see cref="Names.RedisAcl"/>: a file a user.</summary>
    public const string PasswordDirectory = "/etc/redis/passwords";

    /// <summary>Mount of the Secret <see cref="Names.RedisTls"/>.</summary>
    public const string TlsDirectory = "/etc/redis/tls";

    /// <summary>In memory: the composed configuration with its secrets.</summary>
    public const string RunDirectory = "/run/redis";

    /// <summary>The volume: append-only file and nodes.conf.</summary>
    public const string DataDirectory = "/data";

    /// <summary>The volume's claim template.</summary>
    public const string DataVolume = "redis-storage";

    /// <summary>Size of the volume.</summary>
    public const string DataSize = "100Gi";

    /// <summary>Key of the configuration that all nodes share.</summary>
    public const string ConfigKey = "redis.conf";

    /// <summary>Key of the ACL rules.</summary>
    public const string AclKey = "users.acl";

    /// <summary>Key of the endpoints that clients start from.</summary>
    public const string EndpointsKey = "cluster-endpoints";

    /// <summary>Key of the script that becomes redis-server.</summary>
    public const string StartScript = "start.sh";

    /// <summary>Key of the probes' script.</summary>
    public const string HealthScript = "health.sh";

    /// <summary>Key of the script that hands a primary over before its pod stops.</summary>
    public const string HandOverScript = "hand-over.sh";

    /// <summary>Key of the script that reloads renewed certificates.</summary>
    public const string ReloadScript = "reload-certificates.sh";

    /// <summary>Path of a file of <see cref="Names.RedisConfig"/> in the container.</summary>
    public static string InConfig(string key) => $"{ConfigDirectory}/{key}";
}

/// <summary>Environment of a Redis node's scripts.</summary>
public static class RedisEnvironment
{
    /// <summary>Address that the node listens on and announces.</summary>
    public const string PodIp = EnvironmentNames.PodIp;

    /// <summary>Stable name that the node announces beside its address.</summary>
    public const string AnnounceHostname = "REDIS_ANNOUNCE_HOSTNAME";

    /// <summary>Client port (TLS).</summary>
    public const string Port = "REDIS_PORT";

    /// <summary>Port of the cluster bus.</summary>
    public const string BusPort = "REDIS_BUS_PORT";

    /// <summary>See <see cref="RedisLayout.ConfigDirectory"/>.</summary>
    public const string ConfigDirectory = "REDIS_CONFIG_DIRECTORY";

    /// <summary>See <see cref="RedisLayout.MemoryDirectory"/>.</summary>
    public const string MemoryDirectory = "REDIS_MEMORY_DIRECTORY";

    /// <summary>See <see cref="RedisLayout.PasswordDirectory"/>.</summary>
    public const string PasswordDirectory = "REDIS_PASSWORD_DIRECTORY";

    /// <summary>See <see cref="RedisLayout.TlsDirectory"/>.</summary>
    public const string TlsDirectory = "REDIS_TLS_DIRECTORY";

    /// <summary>See <see cref="RedisLayout.RunDirectory"/>.</summary>
    public const string RunDirectory = "REDIS_RUN_DIRECTORY";

    /// <summary>See <see cref="RedisLayout.DataDirectory"/>.</summary>
    public const string DataDirectory = "REDIS_DATA_DIRECTORY";

    /// <summary>Seconds between two looks at the certificate.</summary>
    public const string ReloadSeconds = "REDIS_CERTIFICATE_CHECK_SECONDS";
}
