using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Backup;

/// <summary>Who may talk to whom in Velero's namespace: the server and the chart's hooks reach the control plane and the cloud's APIs.</summary>
internal static class BackupPolicies
{
    private const int Metrics = 8085;

    public static Resource[] Create(RegionContext context, Resource parent) =>
    [
        new NetworkPolicy(
            context.Logical("velero-network"),
            new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = BackupNames.Velero,
                    Namespace = Namespaces.Velero,
                    Labels = Labels.For(BackupNames.Velero, "backup"),
                },
                Spec = new NetworkPolicySpecArgs
                {
                    PodSelector = new LabelSelectorArgs { MatchLabels = { ["app.kubernetes.io/name"] = BackupNames.Velero } },
                    PolicyTypes = { "Ingress", "Egress" },
                    Ingress = { PolicyRules.From(Namespaces.Monitoring, Metrics) },
                    Egress = { PolicyRules.Dns(), PolicyRules.ApiServer(), PolicyRules.Metadata() },
                },
            },
            context.In(parent)),
    ];
}
