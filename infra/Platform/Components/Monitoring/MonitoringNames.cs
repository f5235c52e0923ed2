namespace WedSync.Platform.Components.Monitoring;

/// <summary>Names of monitoring's own objects.</summary>
public static class MonitoringNames
{
    /// <summary>Grafana: Deployment, pods, service.</summary>
    public const string Grafana = "grafana";

    /// <summary>kube-state-metrics.</summary>
    public const string KubeStateMetrics = "kube-state-metrics";

    /// <summary>The metrics adapter.</summary>
    public const string MetricsAdapter = "prometheus-adapter";

    /// <summary>Headless service of Prometheus' pods.</summary>
    public const string PrometheusPeers = "prometheus-peers";

    /// <summary>Headless service of Alertmanager's pods.</summary>
    public const string AlertmanagerPeers = "alertmanager-peers";

    /// <summary>ConfigMap with Prometheus' configuration.</summary>
    public const string PrometheusConfig = "prometheus-config";

    /// <summary>ConfigMap with the rules.</summary>
    public const string PrometheusRules = "prometheus-rules";

    /// <summary>ConfigMap with Alertmanager's configuration.</summary>
    public const string AlertmanagerConfig = "alertmanager-config";

    /// <summary>Secret with the receivers' keys.</summary>
    public const string AlertmanagerReceivers = "alertmanager-receivers";

    /// <summary>Secret with Grafana's administrator.</summary>
    public const string GrafanaAdmin = "grafana-admin";

    /// <summary>Value of the component label of all of them.</summary>
    public const string Component = "monitoring";
}

/// <summary>Ports that are scraped or served inside monitoring.</summary>
public static class MonitoringPorts
{
    /// <summary>Prometheus.</summary>
    public const int Prometheus = 9090;

    /// <summary>Alertmanager's API.</summary>
    public const int Alertmanager = 9093;

    /// <summary>Alertmanager's gossip, TCP and UDP.</summary>
    public const int AlertmanagerPeers = 9094;

    /// <summary>Grafana.</summary>
    public const int Grafana = 3000;

    /// <summary>Reloads a configuration that changed.</summary>
    public const int ConfigReloader = 8080;

    /// <summary>kube-state-metrics.</summary>
    public const int KubeStateMetrics = 8080;

    /// <summary>Argo Rollouts' controller.</summary>
    public const int ArgoRollouts = 8090;

    /// <summary>Velero.</summary>
    public const int Velero = 8085;

    /// <summary>cert-manager's controller.</summary>
    public const int CertManager = 9402;

    /// <summary>External Secrets' controller.</summary>
    public const int ExternalSecrets = 8080;

    /// <summary>Kubelets.</summary>
    public const int Kubelet = 10250;

    /// <summary>The metrics adapter.</summary>
    public const int MetricsAdapter = 6443;
}
