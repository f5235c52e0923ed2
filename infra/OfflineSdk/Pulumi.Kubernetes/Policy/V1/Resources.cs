using Pulumi.Kubernetes.Types.Inputs.Policy.V1;

namespace Pulumi.Kubernetes.Policy.V1;

[KubernetesResourceType("kubernetes:policy/v1:PodDisruptionBudget")]
public class PodDisruptionBudget(string name, PodDisruptionBudgetArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:policy/v1:PodDisruptionBudget",
        name,
        (args ?? new()).Of("policy/v1", "PodDisruptionBudget"),
        options.With(aliases: ["kubernetes:policy/v1beta1:PodDisruptionBudget"]));
