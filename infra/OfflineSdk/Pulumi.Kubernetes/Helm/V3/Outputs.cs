namespace Pulumi.Kubernetes.Types.Outputs.Helm.V3;

[OutputType]
[method: OutputConstructor]
public sealed class ReleaseStatus();
