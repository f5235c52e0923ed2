using Pulumi.Kubernetes.Types.Inputs.Scheduling.V1;

namespace Pulumi.Kubernetes.Scheduling.V1;

[KubernetesResourceType("kubernetes:scheduling.k8s.io/v1:PriorityClass")]
public class PriorityClass(string name, PriorityClassArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:scheduling.k8s.io/v1:PriorityClass",
        name,
        (args ?? new()).Of("scheduling.k8s.io/v1", "PriorityClass"),
        options.With(aliases: ["kubernetes:scheduling.k8s.io/v1alpha1:PriorityClass", "kubernetes:scheduling.k8s.io/v1beta1:PriorityClass"]));
