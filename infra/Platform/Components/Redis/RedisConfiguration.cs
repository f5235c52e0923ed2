using System.Globalization;

namespace WedSync.Platform.Components.Redis;

/// <summary>
/// The configuration that all nodes of a region's Redis cluster share. What differs by node (addresses, paths) or is secret is
/// added by the start script, and the memory limit (<see cref="Contracts.Seasons.RedisMemoryLimit"/>) by a file of its own.
/// </summary>
public static class RedisConfiguration
{
    /// <summary>
    /// Milliseconds without an answer after which a node is suspected. A replica takes over about one to two seconds after that,
    /// so a dead primary costs its slots some seven seconds; a fork of a 16 GiB node stays well under it.
    /// </summary>
    public const int NodeTimeoutMilliseconds = 5000;

    /// <summary>The shared part, <c>redis.conf</c>.</summary>
    public static string RedisConf() => string.Join('\n', Sections().SelectMany(s => s.Append(""))).TrimEnd('\n') + "\n";

    private static IEnumerable<string[]> Sections()
    {
        yield return Cluster();
        yield return Tls();
        yield return Durability();
        yield return Replication();
        yield return Memory();
        yield return Operation();
    }

    private static string[] Cluster() =>
    [
        "# Cluster. Slots that are covered stay in service when others are not; a node cut off from the majority answers nothing,",
        "# since a primary was perhaps elected elsewhere and its values would be old.",
        "cluster-enabled yes",
        "cluster-config-file nodes.conf",
        string.Create(CultureInfo.InvariantCulture, $"cluster-node-timeout {NodeTimeoutMilliseconds}"),
        "cluster-require-full-coverage no",
        "cluster-allow-reads-when-down no",
        "# A replica that never synchronised, or lost its primary long ago, must not win an election with an empty data set.",
        "cluster-replica-validity-factor 10",
        "cluster-migration-barrier 1",
        "cluster-allow-replica-migration yes",
        "# Redirections name addresses, which every client accepts; names are announced beside them for people and healing.",
        "cluster-preferred-endpoint-type ip",
    ];

    private static string[] Tls() =>
    [
        "# TLS only: clients, replication and the bus. Clients prove themselves by user and password, nodes by certificate.",
        "port 0",
        "tls-cluster yes",
        "tls-replication yes",
        "tls-auth-clients no",
        "tls-protocols \"TLSv1.2 TLSv1.3\"",
        "tls-prefer-server-ciphers yes",
        "protected-mode yes",
    ];

    private static string[] Durability() =>
    [
        "# The append-only file holds all but the last second; snapshots would only cost forks.",
        "appendonly yes",
        "appendfsync everysec",
        "no-appendfsync-on-rewrite no",
        "aof-use-rdb-preamble yes",
        "auto-aof-rewrite-percentage 100",
        "auto-aof-rewrite-min-size 256mb",
        "save \"\"",
    ];

    private static string[] Replication() =>
    [
        "# A primary without a replica in step takes no writes: what it would accept, a failover would lose.",
        "min-replicas-to-write 1",
        "min-replicas-max-lag 10",
        "replica-read-only yes",
        "repl-diskless-sync yes",
        "repl-diskless-sync-delay 0",
        "repl-backlog-size 256mb",
        "repl-timeout 30",
        "client-output-buffer-limit replica 1gb 512mb 120",
        "# A stopping primary gives its replicas this many seconds to catch up.",
        "shutdown-timeout 15",
    ];

    private static string[] Memory() =>
    [
        "# Only entries have a TTL: indexes, clocks and acknowledgements are never evicted.",
        "maxmemory-policy volatile-lfu",
        "maxmemory-samples 10",
        "maxmemory-clients 5%",
        "lazyfree-lazy-eviction yes",
        "lazyfree-lazy-expire yes",
        "lazyfree-lazy-server-del yes",
        "lazyfree-lazy-user-del yes",
        "replica-lazy-flush yes",
    ];

    private static string[] Operation() =>
    [
        "# Operation. Nobody may debug, load modules or change protected settings over the network.",
        "databases 1",
        "maxclients 10000",
        "tcp-backlog 511",
        "tcp-keepalive 60",
        "timeout 0",
        "enable-debug-command no",
        "enable-module-command no",
        "enable-protected-configs no",
        "acllog-max-len 128",
        "latency-monitor-threshold 100",
        "slowlog-log-slower-than 10000",
        "slowlog-max-len 256",
        "loglevel notice",
    ];
}
