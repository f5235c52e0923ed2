using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Grafana;

/// <summary>The dashboard of the region's Redis cluster.</summary>
internal static class RedisDashboard
{
    private const string Job = $"job=\"{JobNames.Redis}\"";

    public static Dashboard Build() => new()
    {
        Uid = "wedsync-redis",
        Title = "Redis",
        Panels =
        [
            new Panel(
                "Hash slots",
                Units.Count,
                new PanelQuery($"min(redis_cluster_slots_ok{{{Job}}})", "served"),
                new PanelQuery($"max(redis_cluster_slots_fail{{{Job}}})", "failed"),
                new PanelQuery($"max(redis_cluster_slots_pfail{{{Job}}})", "maybe failed")),
            new Panel(
                "Nodes",
                Units.Count,
                new PanelQuery($"max(redis_cluster_known_nodes{{{Job}}})", "known"),
                new PanelQuery($"count(redis_up{{{Job}}} == 1)", "answer"),
                new PanelQuery($"count(redis_instance_info{{{Job},role=\"master\"}})", "primaries")),
            Pods("Commands", Units.PerSecond, $"sum by (pod) (rate(redis_commands_processed_total{{{Job}}}[5m]))"),
            Pods(
                "Memory",
                Units.Percent,
                $"100 * max by (pod) (redis_memory_used_bytes{{{Job}}}) / (max by (pod) (redis_memory_max_bytes{{{Job}}}) > 0)") with
            {
                RedAbove = 90,
            },
            Pods("Evicted entries", Units.PerSecond, $"sum by (pod) (rate(redis_evicted_keys_total{{{Job}}}[5m]))"),
            Pods("Keys", Units.Count, $"sum by (pod) (redis_db_keys{{{Job}}})"),
            Pods("Replica lag", Units.Seconds, $"max by (pod) (redis_connected_slave_lag_seconds{{{Job}}})") with { RedAbove = 10 },
            Pods("Clients", Units.Count, $"max by (pod) (redis_connected_clients{{{Job}}})"),
            new Panel(
                "Volumes",
                Units.Percent,
                new PanelQuery(
                    $"100 * max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes{{namespace=\"{Namespaces.Cache}\"}})"
                    + $" / max by (persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{{namespace=\"{Namespaces.Cache}\"}})",
                    "{{persistentvolumeclaim}}")) { RedAbove = 80 },
        ],
    };

    private static Panel Pods(string title, string unit, string expression) => new(title, unit, new PanelQuery(expression, "{{pod}}"));
}
