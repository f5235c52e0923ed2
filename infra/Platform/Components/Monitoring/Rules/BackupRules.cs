using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Age and failures of Velero's backups.</summary>
public static class BackupRules
{
    private const string Job = $"job=\"{JobNames.Velero}\"";

    /// <summary>The rule file.</summary>
    /// <param name="frequentSchedule">Name of the schedule that saves the small scope every 10 minutes.</param>
    /// <param name="dailySchedule">Name of the schedule that saves everything once a day.</param>
    public static RuleFile File(string frequentSchedule, string dailySchedule) => new("backup_rules.yml",
    [
        new RuleGroup
        {
            Name = "backups",
            Alerts = [FrequentTooOld(frequentSchedule), FrequentMissing(frequentSchedule), DailyTooOld(dailySchedule), Failing],
        },
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

    private static AlertRule FrequentTooOld(string schedule) => new()
    {
        Name = "BackupFrequentTooOld",
        Expression = $"{Age(schedule)} > 900",
        For = "5m",
        Severity = AlertSeverity.Warning,
        Summary = "The 10 minute backup is late",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old; it runs every 10 minutes.",
    };

    private static AlertRule FrequentMissing(string schedule) => new()
    {
        Name = "BackupFrequentMissing",
        Expression = $"{Age(schedule)} > 3600",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "No 10 minute backup for an hour",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old: replication alone carries the recovery point.",
    };

    private static AlertRule DailyTooOld(string schedule) => new()
    {
        Name = "BackupDailyTooOld",
        Expression = $"{Age(schedule)} > 93600",
        For = "15m",
        Severity = AlertSeverity.Critical,
        Summary = "No full backup for more than 26 hours",
        Description = "The last good backup of schedule {{ $labels.schedule }} is {{ $value | humanizeDuration }} old; it runs once a day.",
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
