namespace WedSync.Planning.Diff;

/// <summary>Fields of Kubernetes objects that cannot change in place.</summary>
internal static class KubernetesReplaceFields
{
    /// <summary>Of every object.</summary>
    public static readonly string[] Common = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

    private static readonly string[] StorageClass = ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"];

    /// <summary>By type token.</summary>
    public static readonly Dictionary<string, string[]> ByType = new(StringComparer.Ordinal)
    {
        ["kubernetes:apps/v1:DaemonSet"] = ["spec.selector"],
        ["kubernetes:apps/v1:Deployment"] = ["spec.selector"],
        ["kubernetes:apps/v1:StatefulSet"] =
            ["spec.podManagementPolicy", "spec.revisionHistoryLimit", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
        ["kubernetes:argoproj.io/v1alpha1:Rollout"] = ["spec.selector"],
        ["kubernetes:batch/v1:Job"] = ["spec.completionMode", "spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
        ["kubernetes:core/v1:PersistentVolumeClaim"] =
            ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeMode", "spec.volumeName"],
        ["kubernetes:core/v1:ResourceQuota"] = ["spec.scopes", "spec.scopeSelector"],
        ["kubernetes:core/v1:Secret"] = ["type"],
        ["kubernetes:core/v1:Service"] = ["spec.clusterIP", "spec.clusterIPs", "spec.ipFamilies[0]"],
        ["kubernetes:gateway.networking.k8s.io/v1:GatewayClass"] = ["spec.controllerName"],
        ["kubernetes:helm.sh/v3:Release"] = ["name", "namespace"],
        ["kubernetes:networking.k8s.io/v1:IngressClass"] = ["spec.controller"],
        ["kubernetes:policy/v1:PodDisruptionBudget"] = ["spec"],
        ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"] = ["roleRef"],
        ["kubernetes:rbac.authorization.k8s.io/v1:RoleBinding"] = ["roleRef"],
        ["kubernetes:scheduling.k8s.io/v1:PriorityClass"] = ["preemptionPolicy", "value"],
        ["kubernetes:storage.k8s.io/v1:StorageClass"] = StorageClass,
        ["kubernetes:storage.k8s.io/v1:VolumeAttributesClass"] = ["driverName", "parameters"],
    };
}
