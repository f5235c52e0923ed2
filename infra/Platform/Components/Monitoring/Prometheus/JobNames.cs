namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>Names of Prometheus' scrape jobs, the <c>job</c> label of every series.</summary>
public static class JobNames
{
    /// <summary>The cache service's pods.</summary>
    public const string CacheService = "ai-cache-service";

    /// <summary>The exporter beside each Redis node.</summary>
    public const string Redis = "redis-cluster";

    /// <summary>The prediction service and the preprocessor.</summary>
    public const string MlModels = "ml-models";

    /// <summary>The cross-region sync worker.</summary>
    public const string SyncService = "cache-sync-service";

    /// <summary>The season operator.</summary>
    public const string SeasonOperator = "season-operator";

    /// <summary>Envoy proxies that the region's traffic enters by.</summary>
    public const string EnvoyGateway = "envoy-gateway";

    /// <summary>The controller of canaries.</summary>
    public const string ArgoRollouts = "argo-rollouts";

    /// <summary>Backups.</summary>
    public const string Velero = "velero";

    /// <summary>Issues the cluster's certificates.</summary>
    public const string CertManager = "cert-manager";

    /// <summary>Fills Secrets from the cloud's secret manager.</summary>
    public const string ExternalSecrets = "external-secrets";

    /// <summary>State of the cluster's objects.</summary>
    public const string KubeStateMetrics = "kube-state-metrics";

    /// <summary>Nodes' kubelets: volumes.</summary>
    public const string Kubelet = "kubelet";

    /// <summary>Nodes' containers: CPU and memory.</summary>
    public const string Cadvisor = "cadvisor";

    /// <summary>Prometheus itself.</summary>
    public const string Prometheus = "prometheus";

    /// <summary>Alertmanager.</summary>
    public const string Alertmanager = "alertmanager";

    /// <summary>Grafana.</summary>
    public const string Grafana = "grafana";
}
