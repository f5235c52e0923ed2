using WedSync.Platform.Components.Backup;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Age and failures of Velero's backups.</summary>
public static class BackupRules
{
    private const string Job = $"job=\"{JobNames.Velero}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("backup_rules.yml",
    [
        new RuleGroup { Name = "backups", Alerts = [FrequentTooOld, FrequentMissing, DailyTooOld, ModelsTooOld, Failing] },
    ]);

    /// <summary>
    /// Seconds since a schedule's last good backup. A schedule that never had one has no series, or one that is 0: the first
    /// counts as endlessly old, the second as old as the epoch.
    /// </summary>
    private static string Age(string schedule)
    {
        var last = $"velero_backup_last_successful_timestamp{{{Job},schedule=\"{schedule}\"}}";
        return $"(time() - max by (schedule) ({last}) or absent({last}) * Inf)";
    }

    /// <summary>Schedules whose last good backup is older than a number of seconds.</summary>
    private static string Older(int seconds, params string[] schedules) =>
        string.Join(" or ", schedules.Select(s => $"{Age(s)} > {seconds}"));

    private static AlertRule FrequentTooOld => new()
    {
        Name = "BackupFrequentTooOld",
        Expression = Older(900, BackupNames.Frequent, BackupNames.FrequentRemote),
        For = "5m",
        Severity = AlertSeverity.Warning,
        Summary = "The 10 minute backup is late",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old; it runs every 10 minutes.",
    };

    private static AlertRule FrequentMissing => new()
    {
        Name = "BackupFrequentMissing",
        Expression = Older(3600, BackupNames.Frequent, BackupNames.FrequentRemote),
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "No 10 minute backup for an hour",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old: replication alone carries the recovery point.",
    };

    private static AlertRule DailyTooOld => new()
    {
        Name = "BackupDailyTooOld",
        Expression = Older(93_600, BackupNames.Daily),
        For = "15m",
        Severity = AlertSeverity.Critical,
        Summary = "No full backup for more than 26 hours",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old; it runs once a day.",
    };

    private static AlertRule ModelsTooOld => new()
    {
        Name = "BackupModelsTooOld",
        Expression = Older(7200, BackupNames.Models),
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "No backup of the models for more than two hours",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old; it runs every hour.",
    };

    private static AlertRule Failing => new()
    {
        Name = "BackupFailing",
        Expression =
            $"sum by (schedule) (increase(velero_backup_failure_total{{{Job}}}[1h]))"
            + $" + sum by (schedule) (increase(velero_backup_partial_failure_total{{{Job}}}[1h])) > 0",
        Severity = AlertSeverity.Warning,
        Summary = "Backups of schedule {{ $labels.schedule }} fail",
        Description = "{{ $value | printf \"%.0f\" }} backups of schedule {{ $labels.schedule }} failed wholly or in part in the last hour.",
    };
}
