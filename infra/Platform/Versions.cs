namespace WedSync.Platform;

/// <summary>Every image and chart version that the platform runs, and nothing else. An upgrade is a change of this file.</summary>
public static class Versions
{
    /// <summary>Charts.</summary>
    public static class Charts
    {
        /// <summary>cert-manager: issues certificates inside the cluster.</summary>
        public static readonly ChartVersion CertManager = new("https://charts.jetstack.io", "cert-manager", "v1.21.1");

        /// <summary>External Secrets Operator: writes Secrets from the cloud's secret manager.</summary>
        public static readonly ChartVersion ExternalSecrets = new("https://charts.external-secrets.io", "external-secrets", "2.9.0");

        /// <summary>Cluster autoscaler: adds and removes nodes on AWS; Google Cloud brings its own.</summary>
        public static readonly ChartVersion ClusterAutoscaler = new("https://kubernetes.github.io/autoscaler", "cluster-autoscaler", "9.56.0");

        /// <summary>NVIDIA device plugin: GPUs as a resource on AWS; Google Cloud brings its own.</summary>
        public static readonly ChartVersion NvidiaDevicePlugin = new("https://nvidia.github.io/k8s-device-plugin", "nvidia-device-plugin", "0.20.0");

        /// <summary>Argo Rollouts: canaries.</summary>
        public static readonly ChartVersion ArgoRollouts = new("https://argoproj.github.io/argo-helm", "argo-rollouts", "2.41.0");

        /// <summary>Envoy Gateway: the region's Gateway API implementation, with the CRDs of Gateway API 1.6.</summary>
        public static readonly ChartVersion EnvoyGateway = new("oci://docker.io/envoyproxy", "gateway-helm", "v1.9.0");

        /// <summary>ingress-nginx for <c>edge: ingress</c>. Its last release: the project was retired in March 2026 and gets no fixes.</summary>
        public static readonly ChartVersion IngressNginx = new("https://kubernetes.github.io/ingress-nginx", "ingress-nginx", "4.15.1");

        /// <summary>AWS Load Balancer Controller: binds target groups to pods.</summary>
        public static readonly ChartVersion AwsLoadBalancerController = new("https://aws.github.io/eks-charts", "aws-load-balancer-controller", "3.5.0");

        /// <summary>Kueue: lets training jobs in when GPUs of their quota are free.</summary>
        public static readonly ChartVersion Kueue = new("oci://registry.k8s.io/kueue/charts", "kueue", "0.19.7");

        /// <summary>Velero: backups of the cluster's objects and volumes.</summary>
        public static readonly ChartVersion Velero = new("https://vmware-tanzu.github.io/helm-charts", "velero", "12.1.0");

        /// <summary>kube-state-metrics 2.20: state of the cluster's objects.</summary>
        public static readonly ChartVersion KubeStateMetrics = new(PrometheusCommunity, "kube-state-metrics", "8.4.0");

        /// <summary>Prometheus adapter 0.12: external metrics for autoscalers.</summary>
        public static readonly ChartVersion PrometheusAdapter = new(PrometheusCommunity, "prometheus-adapter", "5.3.0");

        private const string PrometheusCommunity = "https://prometheus-community.github.io/helm-charts";
    }

    /// <summary>Kubernetes versions of clusters whose cloud does not choose them by a release channel.</summary>
    public static class Clusters
    {
        /// <summary>EKS.</summary>
        public const string Eks = "1.34";
    }

    /// <summary>Images that others build.</summary>
    public static class Images
    {
        /// <summary>Argo Rollouts' traffic router for Gateway API routes.</summary>
        public const string RolloutsGatewayPlugin = "ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi:v0.14.0";

        /// <summary>Envoy, the version that <see cref="Charts.EnvoyGateway"/> is built for.</summary>
        public const string EnvoyProxy = "docker.io/envoyproxy/envoy:distroless-v1.39.0";

        /// <summary>Velero's plugin for Google Cloud.</summary>
        public const string VeleroGcpPlugin = "docker.io/velero/velero-plugin-for-gcp:v1.14.0";

        /// <summary>Velero's plugin for AWS.</summary>
        public const string VeleroAwsPlugin = "docker.io/velero/velero-plugin-for-aws:v1.14.0";

        /// <summary>kubectl for jobs of Velero's chart and for restore tests.</summary>
        public const string Kubectl = "registry.k8s.io/kubectl:v1.34.5";

        /// <summary>Redis with TLS; the functions need 7.0.</summary>
        public const string Redis = "docker.io/library/redis:7.0.15-alpine";

        /// <summary>Exports a Redis node's statistics to Prometheus.</summary>
        public const string RedisExporter = "docker.io/oliver006/redis_exporter:v1.91.1";

        /// <summary>Prometheus: 3.13 is a long-term support release, to July 2027.</summary>
        public const string Prometheus = "quay.io/prometheus/prometheus:v3.13.2";

        /// <summary>Alertmanager.</summary>
        public const string Alertmanager = "quay.io/prometheus/alertmanager:v0.34.1";

        /// <summary>Reloads Prometheus and Alertmanager when their files change.</summary>
        public const string ConfigReloader = "quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1";

        /// <summary>Grafana.</summary>
        public const string Grafana = "docker.io/grafana/grafana:13.1.2";
    }
}

/// <summary>A Helm chart at a fixed version.</summary>
/// <param name="Repository">Address of the chart repository.</param>
/// <param name="Name">The chart's name in it.</param>
/// <param name="Version">The chart's version.</param>
public sealed record ChartVersion(string Repository, string Name, string Version);
