using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;

namespace Pulumi.Kubernetes.Autoscaling.V2;

[KubernetesResourceType("kubernetes:autoscaling/v2:HorizontalPodAutoscaler")]
public class HorizontalPodAutoscaler(string name, HorizontalPodAutoscalerArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
        name,
        (args ?? new()).Of("autoscaling/v2", "HorizontalPodAutoscaler"),
        options.With(aliases:
        [
            "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
            "kubernetes:autoscaling/v2beta1:HorizontalPodAutoscaler",
            "kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler"
        ]));
