using System.Collections.Immutable;

namespace WedSync.Planning.Mocks;

/// <summary>Kubernetes kinds, the provider itself and Helm releases.</summary>
internal static class KubernetesTypes
{
    private const string Provider = "pulumi:providers:kubernetes";
    private const string Release = "kubernetes:helm.sh/v3:Release";

    private static readonly string[] Kinds =
    [
        "admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding",
        "apiextensions.k8s.io/v1:CustomResourceDefinition", "apiregistration.k8s.io/v1:APIService",
        "apps/v1:DaemonSet", "apps/v1:Deployment", "apps/v1:StatefulSet",
        "autoscaling/v2:HorizontalPodAutoscaler", "batch/v1:CronJob", "batch/v1:Job",
        "core/v1:ConfigMap", "core/v1:LimitRange", "core/v1:Namespace", "core/v1:PersistentVolumeClaim", "core/v1:ResourceQuota",
        "core/v1:Secret", "core/v1:Service", "core/v1:ServiceAccount",
        "networking.k8s.io/v1:Ingress", "networking.k8s.io/v1:IngressClass", "networking.k8s.io/v1:NetworkPolicy",
        "policy/v1:PodDisruptionBudget",
        "rbac.authorization.k8s.io/v1:ClusterRole", "rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        "rbac.authorization.k8s.io/v1:Role", "rbac.authorization.k8s.io/v1:RoleBinding",
        "scheduling.k8s.io/v1:PriorityClass", "storage.k8s.io/v1:StorageClass", "storage.k8s.io/v1:VolumeAttributesClass",
    ];

    private static readonly string[] CustomKinds =
    [
        "argoproj.io/v1alpha1:AnalysisTemplate", "argoproj.io/v1alpha1:ClusterAnalysisTemplate", "argoproj.io/v1alpha1:Rollout",
        "cert-manager.io/v1:Certificate", "cert-manager.io/v1:ClusterIssuer", "cert-manager.io/v1:Issuer",
        "cloud.google.com/v1:BackendConfig", "networking.gke.io/v1:FrontendConfig", "networking.gke.io/v1beta1:FrontendConfig",
        "networking.gke.io/v1:ManagedCertificate", "networking.gke.io/v1:GCPBackendPolicy", "networking.gke.io/v1:HealthCheckPolicy",
        "external-secrets.io/v1:ClusterSecretStore", "external-secrets.io/v1:ExternalSecret", "external-secrets.io/v1:SecretStore",
        "generators.external-secrets.io/v1alpha1:Password",
        "gateway.envoyproxy.io/v1alpha1:BackendTrafficPolicy", "gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy",
        "gateway.envoyproxy.io/v1alpha1:EnvoyProxy", "gateway.envoyproxy.io/v1alpha1:SecurityPolicy",
        "gateway.networking.k8s.io/v1:Gateway", "gateway.networking.k8s.io/v1:GatewayClass", "gateway.networking.k8s.io/v1:GRPCRoute",
        "gateway.networking.k8s.io/v1:HTTPRoute", "gateway.networking.k8s.io/v1:BackendTLSPolicy",
        "gateway.networking.k8s.io/v1alpha3:BackendTLSPolicy", "gateway.networking.k8s.io/v1beta1:ReferenceGrant",
        "eks.amazonaws.com/v1:TargetGroupBinding", "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        "kueue.x-k8s.io/v1beta1:ClusterQueue", "kueue.x-k8s.io/v1beta1:LocalQueue", "kueue.x-k8s.io/v1beta1:ResourceFlavor",
        "kueue.x-k8s.io/v1beta2:ClusterQueue", "kueue.x-k8s.io/v1beta2:LocalQueue", "kueue.x-k8s.io/v1beta2:ResourceFlavor",
        "kueue.x-k8s.io/v1beta1:WorkloadPriorityClass", "kueue.x-k8s.io/v1beta2:WorkloadPriorityClass",
        "monitoring.coreos.com/v1:PodMonitor", "monitoring.coreos.com/v1:PrometheusRule", "monitoring.coreos.com/v1:ServiceMonitor",
        "velero.io/v1:BackupStorageLocation", "velero.io/v1:Schedule", "velero.io/v1:VolumeSnapshotLocation",
    ];

    public static IEnumerable<KeyValuePair<string, KnownType>> All()
    {
        foreach (var kind in Kinds.Concat(CustomKinds))
        {
            yield return new($"kubernetes:{kind}", new KnownType(AnswerObject));
        }

        yield return new(Release, new KnownType(AnswerRelease));
        yield return new(Provider, new KnownType((name, inputs) => new MockAnswer($"{name}-id", inputs.With([]))));
    }

    private static MockAnswer AnswerObject(string name, ImmutableDictionary<string, object> inputs)
    {
        var metadata = inputs.Map("metadata");
        var physical = metadata.Text("name") ?? name;
        var space = metadata.Text("namespace");
        var state = inputs.With([]);
        state["metadata"] = metadata.SetItem("name", physical).SetItem("uid", $"uid-of-{name}");
        return new MockAnswer(space is null ? physical : $"{space}/{physical}", state);
    }

    private static MockAnswer AnswerRelease(string name, ImmutableDictionary<string, object> inputs)
    {
        var release = inputs.Text("name") ?? name;
        var space = inputs.Text("namespace") ?? "default";
        var status = new Dictionary<string, object> { ["name"] = release, ["namespace"] = space, ["status"] = "deployed" }.ToImmutableDictionary();
        return new MockAnswer($"{space}/{release}", inputs.With([new("name", release), new("status", status)]));
    }
}
