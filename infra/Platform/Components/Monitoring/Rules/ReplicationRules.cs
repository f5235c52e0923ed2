using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Replication to the other regions. A lost region shows here too, as a peer whose lag grows in all that are left.</summary>
public static class ReplicationRules
{
    private const string Job = $"job=\"{JobNames.SyncService}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("replication_rules.yml",
    [
        new RuleGroup { Name = "cross_region_replication", Alerts = [LagHigh, RpoAtRisk, Stalled, ConflictSurge, Quarantined] },
    ]);

    // Twice the longest interval between two sweeps (SYNC_INTERVAL, 30 s).
    private static AlertRule LagHigh => new()
    {
        Name = "ReplicationLagHigh",
        Expression = $"max by (region, peer) ({MetricNames.SyncLagSeconds}{{{Job}}}) > 60",
        For = "5m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.peer }} lags behind {{ $labels.region }}",
        Description = "{{ $labels.peer }} is {{ $value | humanizeDuration }} behind {{ $labels.region }}; two sweeps have passed.",
    };

    private static AlertRule RpoAtRisk => new()
    {
        Name = "ReplicationRpoAtRisk",
        Expression = $"max by (region, peer) ({MetricNames.SyncLagSeconds}{{{Job}}}) > 600",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "Losing {{ $labels.region }} now would break the 15 minute recovery point",
        Description = "{{ $labels.peer }} is {{ $value | humanizeDuration }} behind {{ $labels.region }}; the recovery point is 15 minutes.",
    };

    private static AlertRule Stalled => new()
    {
        Name = "ReplicationStalled",
        Expression =
            $"max by (region, peer) ({MetricNames.SyncLagKeys}{{{Job}}}) > 0"
            + $" and on (region, peer) (max by (region, peer) (deriv({MetricNames.SyncLagSeconds}{{{Job}}}[5m])) > 0.9)",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "Replication from {{ $labels.region }} to {{ $labels.peer }} stands still",
        Description = "{{ $value | humanize }} keys wait for {{ $labels.peer }} and its lag grows as fast as the clock.",
    };

    private static AlertRule ConflictSurge => new()
    {
        Name = "ReplicationConflictSurge",
        Expression =
            $"100 * sum by (region, peer) (rate({MetricNames.SyncConflictsTotal}{{{Job}}}[10m]))"
            + $" / (sum by (region, peer) (rate({MetricNames.SyncAppliedTotal}{{{Job}}}[10m])) > 0) > 5",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "Many writes of {{ $labels.peer }} lose against {{ $labels.region }}",
        Description = "{{ $value | printf \"%.1f\" }}% of the changes from {{ $labels.peer }} lost a conflict in {{ $labels.region }}: the same keys are written in both.",
    };

    private static AlertRule Quarantined => new()
    {
        Name = "ReplicationEntriesQuarantined",
        Expression = $"max by (region, peer) ({MetricNames.SyncQuarantined}{{{Job}}}) > 0",
        For = "1m",
        Severity = AlertSeverity.Warning,
        Summary = "The clock of {{ $labels.peer }} runs ahead of {{ $labels.region }}",
        Description = "{{ $value | humanize }} entries of {{ $labels.peer }} are held back in {{ $labels.region }} because their stamps are over 2 seconds ahead.",
    };
}
