using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Delivery;

/// <summary>What the controller of canaries may talk to. Its namespace denies everything else.</summary>
internal static class DeliveryPolicies
{
    /// <summary>Port of the controller's metrics.</summary>
    private const int Metrics = 8090;

    public static void Create(RegionContext context, Resource parent) => _ = new NetworkPolicy(
        context.Logical("argo-rollouts-network"),
        new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = DeliveryNames.Release,
                Namespace = Namespaces.Rollouts,
                Labels = Labels.For(DeliveryNames.Release, "delivery"),
            },
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = new LabelSelectorArgs { MatchLabels = { ["app.kubernetes.io/name"] = DeliveryNames.Release } },
                PolicyTypes = { "Ingress", "Egress" },
                Ingress = { PolicyRules.From(Namespaces.Monitoring, Metrics) },
                Egress =
                {
                    PolicyRules.Dns(),
                    PolicyRules.ApiServer(),
                    PolicyRules.To(Namespaces.Monitoring, 9090),
                },
            },
        },
        context.In(parent));
}
