using Pulumi.Kubernetes.Types.Inputs.Apps.V1;

namespace Pulumi.Kubernetes.Apps.V1;

[KubernetesResourceType("kubernetes:apps/v1:Deployment")]
public class Deployment(string name, DeploymentArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:apps/v1:Deployment",
        name,
        (args ?? new()).Of("apps/v1", "Deployment"),
        options.With(aliases:
        [
            "kubernetes:apps/v1beta1:Deployment",
            "kubernetes:apps/v1beta2:Deployment",
            "kubernetes:extensions/v1beta1:Deployment"
        ]));

[KubernetesResourceType("kubernetes:apps/v1:StatefulSet")]
public class StatefulSet(string name, StatefulSetArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:apps/v1:StatefulSet",
        name,
        (args ?? new()).Of("apps/v1", "StatefulSet"),
        options.With(aliases: ["kubernetes:apps/v1beta1:StatefulSet", "kubernetes:apps/v1beta2:StatefulSet"]));
