using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Monitoring that watches itself: an alert that cannot be evaluated or sent is worse than none.</summary>
public static class SelfMonitoringRules
{
    private const string Prometheus = $"job=\"{JobNames.Prometheus}\"";
    private const string Alertmanager = $"job=\"{JobNames.Alertmanager}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("monitoring_rules.yml",
    [
        new RuleGroup
        {
            Name = "monitoring",
            Alerts = [ReloadFailed, RulesFailing, NoAlertmanager, NotificationsFailing, AlertmanagerSplit, RulesSlow],
        },
    ]);

    private static AlertRule ReloadFailed => new()
    {
        Name = "MonitoringConfigReloadFailed",
        Expression =
            $"min by (job, pod) (prometheus_config_last_reload_successful{{{Prometheus}}}) == 0"
            + $" or min by (job, pod) (alertmanager_config_last_reload_successful{{{Alertmanager}}}) == 0",
        For = "10m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.pod }} runs an old configuration",
        Description = "The last reload of {{ $labels.job }} in {{ $labels.pod }} failed; it goes on with the configuration before.",
    };

    private static AlertRule RulesFailing => new()
    {
        Name = "MonitoringRulesFailing",
        Expression = $"sum by (pod, rule_group) (increase(prometheus_rule_evaluation_failures_total{{{Prometheus}}}[5m])) > 0",
        For = "10m",
        Severity = AlertSeverity.Critical,
        Summary = "Rules of {{ $labels.rule_group }} cannot be evaluated",
        Description = "{{ $value | printf \"%.0f\" }} evaluations of {{ $labels.rule_group }} in {{ $labels.pod }} failed in 5 minutes: its alerts are blind.",
    };

    private static AlertRule NoAlertmanager => new()
    {
        Name = "MonitoringWithoutAlertmanager",
        Expression = $"max by (pod) (prometheus_notifications_alertmanagers_discovered{{{Prometheus}}}) < 1",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "{{ $labels.pod }} knows no Alertmanager",
        Description = "{{ $labels.pod }} has found no Alertmanager for 5 minutes: its alerts reach nobody.",
    };

    private static AlertRule NotificationsFailing => new()
    {
        Name = "AlertNotificationsFailing",
        Expression =
            $"100 * sum by (integration) (rate(alertmanager_notifications_failed_total{{{Alertmanager}}}[5m]))"
            + $" / (sum by (integration) (rate(alertmanager_notifications_total{{{Alertmanager}}}[5m])) > 0) > 1",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "Notifications by {{ $labels.integration }} fail",
        Description = "{{ $value | printf \"%.1f\" }}% of the notifications by {{ $labels.integration }} failed in the last 5 minutes.",
    };

    private static AlertRule AlertmanagerSplit => new()
    {
        Name = "AlertmanagerClusterSplit",
        Expression = $"min by (pod) (alertmanager_cluster_members{{{Alertmanager}}}) < count(up{{{Alertmanager}}})",
        For = "10m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.pod }} does not see the other Alertmanagers",
        Description = "{{ $labels.pod }} sees {{ $value | humanize }} members of its cluster: notifications come twice, silences hold in one of them only.",
    };

    private static AlertRule RulesSlow => new()
    {
        Name = "MonitoringRulesSlow",
        Expression =
            $"max by (pod, rule_group) (prometheus_rule_group_last_duration_seconds{{{Prometheus}}})"
            + $" > max by (pod, rule_group) (prometheus_rule_group_interval_seconds{{{Prometheus}}})",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "Rules of {{ $labels.rule_group }} take longer than their interval",
        Description = "{{ $labels.rule_group }} takes {{ $value | humanizeDuration }} in {{ $labels.pod }}: evaluations are skipped and alerts come late.",
    };
}
