namespace Pulumi.Gcp.Container.Outputs;

[OutputType]
[method: OutputConstructor]
public sealed class ClusterMasterAuth(string? clusterCaCertificate)
{
    public readonly string? ClusterCaCertificate = clusterCaCertificate;
}
