using Pulumi.Kubernetes.Types.Inputs.Storage.V1;

namespace Pulumi.Kubernetes.Storage.V1;

[KubernetesResourceType("kubernetes:storage.k8s.io/v1:StorageClass")]
public class StorageClass(string name, StorageClassArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:storage.k8s.io/v1:StorageClass",
        name,
        (args ?? new()).Of("storage.k8s.io/v1", "StorageClass"),
        options.With(aliases: ["kubernetes:storage.k8s.io/v1beta1:StorageClass"]));
