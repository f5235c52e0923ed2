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
        new RuleGroup { Name = "cross_region_replication", Alerts = [LagHigh, PartitionsUnowned, RpoAtRisk, Stalled, PeerUnreachable, ConflictSurge, Quarantined, Diverging, ComparisonStuck] },
        new RuleGroup { Name = "erasure", Alerts = [ErasurePending] },
    ]);

    // What every worker says, or the one that knows best: each looks at all leases.
    private static AlertRule PartitionsUnowned => new()
    {
        Name = "ReplicationPartitionsUnowned",
        Expression = $"max by (region) ({MetricNames.SyncUnownedPartitions}{{{Job}}}) > 0",
        For = "1m",
        Severity = AlertSeverity.Critical,
        Summary = "Partitions of {{ $labels.region }} are not replicated",
        Description = "{{ $value | humanize }} of 4096 partitions in {{ $labels.region }} are leased to no sync worker: nothing is read into them and nothing sent from them.",
    };

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

    // The least of the workers: each reads the partitions it owns, so that one without connection leaves a share of the keys behind.
    private static AlertRule PeerUnreachable => new()
    {
        Name = "ReplicationPeerUnreachable",
        Expression = $"min by (region, peer) ({MetricNames.SyncPeerConnected}{{{Job}}}) < 1",
        For = "5m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.region }} does not read from {{ $labels.peer }}",
        Description = "A sync worker of {{ $labels.region }} has had no connection to {{ $labels.peer }} for 5 minutes.",
    };

    // A failover or a cut leaves differences once. Those that go on coming were made by replication itself, or by writes past it.
    private static AlertRule Diverging => new()
    {
        Name = "ReplicationDiverging",
        Expression = $"sum by (region, peer) (increase({MetricNames.SyncDivergenceTotal}{{{Job}}}[30m])) > 0",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.region }} and {{ $labels.peer }} become different again and again",
        Description = "Comparisons found {{ $value | humanize }} records in 30 minutes that replication had not brought, and have done so for an hour.",
    };

    private static AlertRule ComparisonStuck => new()
    {
        Name = "ReplicationComparisonStuck",
        Expression =
            $"sum by (region, peer) ({MetricNames.SyncWaitingPartitions}{{{Job}}}) > 0"
            + $" unless on (region, peer) sum by (region, peer) (increase({MetricNames.SyncAppliedTotal}{{{Job}}}[10m])) > 0",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "Comparisons of {{ $labels.region }} with {{ $labels.peer }} do not get done",
        Description = "{{ $value | humanize }} partitions wait for their comparison and nothing has arrived from {{ $labels.peer }} for 10 minutes.",
    };

    private static AlertRule ErasurePending => new()
    {
        Name = "ErasurePending",
        Expression = $"max by (region) ({MetricNames.SyncPendingErasures}{{{Job}}}) > 0",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Summary = "An erasure asked for in {{ $labels.region }} is not done in every region",
        Description = "{{ $value | humanize }} erasures have waited over an hour for a region; their receipts are not signed before.",
    };
}
