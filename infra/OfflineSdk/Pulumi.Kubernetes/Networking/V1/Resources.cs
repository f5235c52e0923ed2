using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace Pulumi.Kubernetes.Networking.V1;

[KubernetesResourceType("kubernetes:networking.k8s.io/v1:Ingress")]
public class Ingress(string name, IngressArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:networking.k8s.io/v1:Ingress",
        name,
        (args ?? new()).Of("networking.k8s.io/v1", "Ingress"),
        options.With(aliases: ["kubernetes:extensions/v1beta1:Ingress", "kubernetes:networking.k8s.io/v1beta1:Ingress"]));

[KubernetesResourceType("kubernetes:networking.k8s.io/v1:NetworkPolicy")]
public class NetworkPolicy(string name, NetworkPolicyArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        name,
        (args ?? new()).Of("networking.k8s.io/v1", "NetworkPolicy"),
        options.With(aliases: ["kubernetes:extensions/v1beta1:NetworkPolicy"]));
