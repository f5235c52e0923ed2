using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Outputs.Helm.V3;

namespace Pulumi.Kubernetes.Helm.V3;

[KubernetesResourceType("kubernetes:helm.sh/v3:Release")]
public class Release(string name, ReleaseArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:helm.sh/v3:Release", name, WithFixedInputs(args ?? new()), options)
{
    [Output("status")] public Output<ReleaseStatus> Status { get; private set; } = null!;

    private static ReleaseArgs WithFixedInputs(ReleaseArgs args)
    {
        args.Compat = "true";
        return args;
    }
}
