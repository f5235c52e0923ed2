using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.Monitoring.Prometheus;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>What the services stand on: pods, certificates, secrets, canaries.</summary>
public static class PlatformRules
{
    /// <summary>Namespaces of the platform, as a regular expression for PromQL.</summary>
    private const string PlatformNamespaces = "namespace=~\"wedsync-.+|argo-rollouts|velero|cert-manager|external-secrets\"";
    private const string KubeState = $"job=\"{JobNames.KubeStateMetrics}\",{PlatformNamespaces}";
    private const string CertManager = $"job=\"{JobNames.CertManager}\"";

    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("platform_rules.yml",
    [
        new RuleGroup { Name = "pods", Alerts = [CrashLooping, NotReady, TargetsDown, LoopFailing] },
        new RuleGroup { Name = "certificates", Alerts = [Expiring, ExpiringSoon, NotIssued, SecretNotSynced] },
        new RuleGroup { Name = "canaries", Alerts = [RolloutDegraded] },
    ]);

    private static AlertRule CrashLooping => new()
    {
        Name = "PodCrashLooping",
        Expression =
            $"sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total{{{KubeState}}}[15m])) > 3",
        For = "5m",
        Severity = AlertSeverity.Critical,
        Summary = "{{ $labels.namespace }}/{{ $labels.pod }} crashes again and again",
        Description = "Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} restarted {{ $value | printf \"%.0f\" }} times in 15 minutes.",
    };

    private static AlertRule NotReady => new()
    {
        Name = "PodNotReady",
        Expression =
            $"sum by (namespace, pod) (max by (namespace, pod, phase) (kube_pod_status_phase{{{KubeState},phase=~\"Pending|Unknown|Failed\"}})) > 0",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "{{ $labels.namespace }}/{{ $labels.pod }} does not start",
        Description = "{{ $labels.namespace }}/{{ $labels.pod }} has been pending, unknown or failed for 15 minutes.",
    };

    private static AlertRule TargetsDown => new()
    {
        Name = "ScrapeTargetsDown",
        Expression = "100 * count by (job, region) (up == 0) / count by (job, region) (up) > 10",
        For = "10m",
        Severity = AlertSeverity.Warning,
        Summary = "Targets of {{ $labels.job }} in {{ $labels.region }} cannot be scraped",
        Description = "{{ $value | printf \"%.1f\" }}% of the targets of {{ $labels.job }} in {{ $labels.region }} do not answer; alerts on them are blind.",
    };

    // A loop that failed once has been run again; one that fails again and again does not do its work.
    private static AlertRule LoopFailing => new()
    {
        Name = "BackgroundLoopFailing",
        Expression = $"sum by (region, job, loop) (increase({MetricNames.LoopFailuresTotal}[5m])) > 3",
        For = "1m",
        Severity = AlertSeverity.Warning,
        Summary = "The loop {{ $labels.loop }} of {{ $labels.job }} in {{ $labels.region }} keeps failing",
        Description = "{{ $labels.loop }} of {{ $labels.job }} failed {{ $value | printf \"%.0f\" }} times in 5 minutes; the pod is unready when it goes on.",
    };

    // cert-manager renews at two thirds of a certificate's life: 14 days before the end of 90 a renewal has failed for long.
    private static AlertRule Expiring => new()
    {
        Name = "CertificateExpiring",
        Expression = $"{ExpiresIn} < 14 * 86400",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Summary = "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} was not renewed",
        Description = "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}.",
    };

    private static AlertRule ExpiringSoon => new()
    {
        Name = "CertificateExpiringSoon",
        Expression = $"{ExpiresIn} < 3 * 86400",
        For = "10m",
        Severity = AlertSeverity.Critical,
        Summary = "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires within three days",
        Description = "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}; then its TLS connections fail.",
    };

    private const string ExpiresIn =
        $"min by (exported_namespace, name) (certmanager_certificate_expiration_timestamp_seconds{{{CertManager}}}) - time()";

    private static AlertRule NotIssued => new()
    {
        Name = "CertificateNotReady",
        Expression =
            $"max by (exported_namespace, name) (certmanager_certificate_ready_status{{{CertManager},condition!=\"True\"}}) == 1",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "Certificate {{ $labels.exported_namespace }}/{{ $labels.name }} is not issued",
        Description = "cert-manager has not been able to issue {{ $labels.exported_namespace }}/{{ $labels.name }} for 15 minutes.",
    };

    private static AlertRule SecretNotSynced => new()
    {
        Name = "SecretNotSynced",
        Expression =
            $"max by (exported_namespace, name) (externalsecret_status_condition{{job=\"{JobNames.ExternalSecrets}\",condition=\"Ready\",status=\"False\"}}) == 1",
        For = "15m",
        Severity = AlertSeverity.Warning,
        Summary = "Secret {{ $labels.exported_namespace }}/{{ $labels.name }} is not filled",
        Description = "External Secrets has not been able to read the source of {{ $labels.exported_namespace }}/{{ $labels.name }} for 15 minutes.",
    };

    private static AlertRule RolloutDegraded => new()
    {
        Name = "RolloutDegraded",
        Expression =
            $"max by (exported_namespace, name) (rollout_info{{job=\"{JobNames.ArgoRollouts}\",phase=~\"Degraded|InvalidSpec|Error|Timeout\"}}) == 1",
        For = "5m",
        Severity = AlertSeverity.Warning,
        Summary = "Canary of {{ $labels.exported_namespace }}/{{ $labels.name }} was aborted",
        Description = "The last canary of {{ $labels.exported_namespace }}/{{ $labels.name }} failed its analysis or could not progress; the stable version serves.",
    };
}
