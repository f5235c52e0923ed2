using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>What Prometheus scrapes: always by the pods' labels, never by names that change with the number of pods.</summary>
public static class ScrapeJobs
{
    /// <summary>All jobs of a region.</summary>
    public static IReadOnlyList<ScrapeConfig> For(string region) =>
    [
        CacheService(region),
        Redis(region),
        MlModels(region),
        Annotated(JobNames.SyncService, Names.SyncService, region),
        Annotated(JobNames.SeasonOperator, Names.SeasonOperator, region),
        EnvoyProxies(region),
        ByPort(JobNames.ArgoRollouts, Namespaces.Rollouts, NameLabel, "argo-rollouts", MonitoringPorts.ArgoRollouts, region),
        ByPort(JobNames.Velero, Namespaces.Velero, NameLabel, "velero", MonitoringPorts.Velero, region),
        ByPort(JobNames.CertManager, Namespaces.CertManager, NameLabel, "cert-manager", MonitoringPorts.CertManager, region),
        ByPort(JobNames.ExternalSecrets, Namespaces.ExternalSecrets, NameLabel, "external-secrets", MonitoringPorts.ExternalSecrets, region),
        ByPort(JobNames.KubeStateMetrics, Namespaces.Monitoring, NameLabel, "kube-state-metrics", MonitoringPorts.KubeStateMetrics, region) with
        {
            // Its labels name the object that a series is about, not its own pod.
            HonorLabels = true,
        },
        ByPort(JobNames.Prometheus, Namespaces.Monitoring, "app", Names.Prometheus, MonitoringPorts.Prometheus, region),
        ByPort(JobNames.Alertmanager, Namespaces.Monitoring, "app", Names.Alertmanager, MonitoringPorts.Alertmanager, region),
        ByPort(JobNames.Grafana, Namespaces.Monitoring, "app", MonitoringNames.Grafana, MonitoringPorts.Grafana, region),
        Node(JobNames.Kubelet, HttpPaths.Metrics, "kubelet_volume_stats_.+|kubelet_running_pods|kubelet_node_name", region),
        Node(JobNames.Cadvisor, "/metrics/cadvisor", "container_(cpu_usage_seconds_total|cpu_cfs_throttled_periods_total|cpu_cfs_periods_total|memory_working_set_bytes|network_(receive|transmit)_bytes_total)|machine_.+", region),
    ];

    private const string NameLabel = "app.kubernetes.io/name";
    private const string ServiceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static ScrapeConfig CacheService(string region)
    {
        var job = Annotated(JobNames.CacheService, Names.CacheService, region);
        return job with { RelabelConfigs = [.. job.RelabelConfigs, Relabel.RolloutHash()] };
    }

    /// <summary>The exporter beside each Redis node; with 6 to 12 nodes a list of names would miss the half of them.</summary>
    private static ScrapeConfig Redis(string region) =>
        ByPort(JobNames.Redis, Namespaces.Cache, "app", Names.Redis, ServicePorts.RedisExporter, region);

    private static ScrapeConfig MlModels(string region) =>
        Annotated(JobNames.MlModels, $"{Names.MlPrediction}|{Names.Preprocessor}", region);

    // Envoy Gateway gives its proxies these labels; they do not declare the statistics' port.
    private static ScrapeConfig EnvoyProxies(string region) => new()
    {
        JobName = JobNames.EnvoyGateway,
        MetricsPath = "/stats/prometheus",
        KubernetesSdConfigs = [Pods(Namespaces.Edge)],
        RelabelConfigs =
        [
            Relabel.KeepPodsWith("app.kubernetes.io/managed-by", "envoy-gateway"),
            Relabel.KeepPodsWith("app.kubernetes.io/component", "proxy"),
            Relabel.AddressWithPort(EdgeNames.EnvoyStatistics),
            .. Relabel.PodLabels(region),
        ],
    };

    /// <summary>Pods of our own services, which say port and path in annotations and name the region themselves.</summary>
    private static ScrapeConfig Annotated(string job, string app, string region) => new()
    {
        JobName = job,
        HonorLabels = true,
        KubernetesSdConfigs = [Pods(Namespaces.Cache)],
        RelabelConfigs =
        [
            Relabel.KeepPodsWith("app", app),
            Relabel.KeepAnnotated(),
            Relabel.AddressFromAnnotation(),
            Relabel.PathFromAnnotation(),
            .. Relabel.PodLabels(region),
        ],
    };

    private static ScrapeConfig ByPort(string job, string ns, string label, string value, int port, string region) => new()
    {
        JobName = job,
        KubernetesSdConfigs = [Pods(ns)],
        RelabelConfigs =
        [
            Relabel.KeepPodsWith(label, value),
            Relabel.KeepPort(port),
            .. Relabel.PodLabels(region),
        ],
    };

    /// <summary>
    /// A kubelet's endpoint, straight from the node: it needs <c>nodes/metrics</c> only, while the way through the API server
    /// needs <c>nodes/proxy</c>, which also lets its holder run commands in any pod. Kubelets' certificates are not signed by
    /// the cluster's CA on both clouds, so they cannot be checked.
    /// </summary>
    private static ScrapeConfig Node(string job, string path, string keptMetrics, string region) => new()
    {
        JobName = job,
        HonorLabels = true,
        Scheme = "https",
        MetricsPath = path,
        Authorization = new AuthorizationConfig { CredentialsFile = $"{ServiceAccount}/token" },
        TlsConfig = new TlsConfig { CaFile = $"{ServiceAccount}/ca.crt", InsecureSkipVerify = true },
        KubernetesSdConfigs = [new KubernetesSdConfig { Role = "node" }],
        RelabelConfigs = [Relabel.Copy("__meta_kubernetes_node_name", "node"), Relabel.Region(region)],
        MetricRelabelConfigs = [Relabel.Keep("__name__", keptMetrics)],
    };

    private static KubernetesSdConfig Pods(string ns) =>
        new() { Role = "pod", Namespaces = new NamespaceSelector { Names = [ns] } };
}
