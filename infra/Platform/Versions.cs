namespace WedSync.Platform;

/// <summary>Every image and chart version that the platform runs, and nothing else. An upgrade is a change of this file.</summary>
public static class Versions
{
    /// <summary>Charts.</summary>
    public static class Charts
    {
        /// <summary>Argo Rollouts: canaries.</summary>
        public static readonly ChartVersion ArgoRollouts = new("https://argoproj.github.io/argo-helm", "argo-rollouts", "2.41.0");

        /// <summary>Envoy Gateway: the region's Gateway API implementation, with the CRDs of Gateway API 1.6.</summary>
        public static readonly ChartVersion EnvoyGateway = new("oci://docker.io/envoyproxy", "gateway-helm", "v1.9.0");

        /// <summary>ingress-nginx for <c>edge: ingress</c>. Its last release: the project was retired in March 2026 and gets no fixes.</summary>
        public static readonly ChartVersion IngressNginx = new("https://kubernetes.github.io/ingress-nginx", "ingress-nginx", "4.15.1");

        /// <summary>AWS Load Balancer Controller: binds target groups to pods.</summary>
        public static readonly ChartVersion AwsLoadBalancerController = new("https://aws.github.io/eks-charts", "aws-load-balancer-controller", "3.5.0");

        /// <summary>Velero: backups of the cluster's objects and volumes.</summary>
        public static readonly ChartVersion Velero = new("https://vmware-tanzu.github.io/helm-charts", "velero", "12.1.0");
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
    }
}

/// <summary>A Helm chart at a fixed version.</summary>
/// <param name="Repository">Address of the chart repository.</param>
/// <param name="Name">The chart's name in it.</param>
/// <param name="Version">The chart's version.</param>
public sealed record ChartVersion(string Repository, string Name, string Version);
