using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>The region's Redis cluster, as the exporter beside each node sees it.</summary>
public static class RedisRules
{
    private const string Job = $"job=\"{JobNames.Redis}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("redis_rules.yml",
    [
        new RuleGroup { Name = "redis_cluster", Alerts = [ClusterDown, SlotsUncovered, NodeDown, PrimaryWithoutReplica] },
        new RuleGroup { Name = "redis_data", Alerts = [MemoryHigh, ReplicationLag, ReplicaLinkDown, PersistenceFailing, VolumeNearlyFull, WritesRefused] },
    ]);

    // The worst of the pods: each tries every primary, and one that cannot reach a node says so too.
    private static AlertRule WritesRefused => new()
    {
        Name = "StoreWritesRefused",
        Expression = $"100 * (1 - min by (region) ({MetricNames.StoreWritable}{{job=\"{JobNames.CacheService}\"}})) > 0",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "The store of {{ $labels.region }} takes no writes",
        Description = "{{ $value | printf \"%.0f\" }}% of the primaries in {{ $labels.region }} refuse writes: puts and deletes of their keys end in 503, reads go on.",
    };

    private static AlertRule ClusterDown => new()
    {
        Name = "RedisClusterDown",
        Expression = $"min by (region) (redis_cluster_state{{{Job}}}) == 0 or sum by (region) (redis_up{{{Job}}}) == 0",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "Redis in {{ $labels.region }} is not a working cluster",
        Description = "A node of the Redis cluster in {{ $labels.region }} reports the cluster as failed, or no node answers.",
    };

    private static AlertRule SlotsUncovered => new()
    {
        Name = "RedisSlotsUncovered",
        Expression = $"16384 - min by (region) (redis_cluster_slots_ok{{{Job}}}) > 0",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "Hash slots of Redis in {{ $labels.region }} have no node that serves them",
        Description = "{{ $value | humanize }} of the 16384 hash slots in {{ $labels.region }} are not served: their keys cannot be read or written.",
    };

    private static AlertRule NodeDown => new()
    {
        Name = "RedisNodeDown",
        Expression =
            $"max by (region) (redis_cluster_known_nodes{{{Job}}}) - count by (region) (redis_up{{{Job}}} == 1) > 0",
        For = "3m",
        Severity = AlertSeverity.Warning,
        Summary = "A Redis node in {{ $labels.region }} does not answer",
        Description = "{{ $value | humanize }} nodes that the cluster in {{ $labels.region }} knows do not answer.",
    };

    // redis_connected_slaves is there on replicas too, always 0: the role decides.
    private static AlertRule PrimaryWithoutReplica => new()
    {
        Name = "RedisPrimaryWithoutReplica",
        Expression =
            $"max by (region, pod) (redis_connected_slaves{{{Job}}}) < 1"
            + $" and on (region, pod) max by (region, pod) (redis_instance_info{{{Job},role=\"master\"}}) == 1",
        For = "2m",
        Severity = AlertSeverity.Critical,
        Summary = "Redis primary {{ $labels.pod }} in {{ $labels.region }} has no replica",
        Description = "{{ $labels.pod }} refuses writes (min-replicas-to-write 1) and its slots are lost to readers when it dies.",
    };

    private static AlertRule MemoryHigh => new()
    {
        Name = "RedisMemoryHigh",
        Expression =
            $"100 * max by (region, pod) (redis_memory_used_bytes{{{Job}}})"
            + $" / (max by (region, pod) (redis_memory_max_bytes{{{Job}}}) > 0) > 90",
        For = "10m",
        Severity = AlertSeverity.Warning,
        Summary = "Redis node {{ $labels.pod }} in {{ $labels.region }} is nearly full",
        Description = "{{ $labels.pod }} uses {{ $value | printf \"%.1f\" }}% of its memory; entries are evicted and the hit rate falls.",
    };

    private static AlertRule ReplicationLag => new()
    {
        Name = "RedisReplicationLag",
        Expression = $"max by (region, pod) (redis_connected_slave_lag_seconds{{{Job}}}) > 10",
        For = "2m",
        Severity = AlertSeverity.Warning,
        Summary = "A replica of {{ $labels.pod }} in {{ $labels.region }} lags",
        Description = "The slowest replica of {{ $labels.pod }} is {{ $value | humanizeDuration }} behind; a failover would lose that much.",
    };

    private static AlertRule ReplicaLinkDown => new()
    {
        Name = "RedisReplicaLinkDown",
        Expression = $"min by (region, pod) (redis_master_link_up{{{Job}}}) == 0",
        For = "2m",
        Severity = AlertSeverity.Warning,
        Summary = "Redis replica {{ $labels.pod }} in {{ $labels.region }} has lost its primary",
        Description = "{{ $labels.pod }} has not been connected to its primary for 2 minutes.",
    };

    private static AlertRule PersistenceFailing => new()
    {
        Name = "RedisPersistenceFailing",
        Expression =
            $"min by (region, pod) (redis_aof_last_write_status{{{Job}}}) == 0"
            + $" or min by (region, pod) (redis_aof_last_bgrewrite_status{{{Job}}}) == 0",
        For = "2m",
        Severity = AlertSeverity.Critical,
        Summary = "Redis node {{ $labels.pod }} in {{ $labels.region }} cannot write its append-only file",
        Description = "The last write or rewrite of the append-only file of {{ $labels.pod }} failed: a restart loses data.",
    };

    private static AlertRule VolumeNearlyFull => new()
    {
        Name = "RedisVolumeNearlyFull",
        Expression =
            $"100 * max by (region, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{{namespace=\"{Namespaces.Cache}\"}})"
            + $" / max by (region, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{{namespace=\"{Namespaces.Cache}\"}}) > 80",
        For = "10m",
        Severity = AlertSeverity.Warning,
        Summary = "Volume {{ $labels.persistentvolumeclaim }} in {{ $labels.region }} is nearly full",
        Description = "{{ $labels.persistentvolumeclaim }} is {{ $value | printf \"%.1f\" }}% full; Redis stops writing when its append-only file has no room.",
    };
}
