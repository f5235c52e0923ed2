using System.Collections.Immutable;

namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
[method: OutputConstructor]
public sealed class ClusterCertificateAuthority(string data)
{
    public readonly string Data = data;
}

[OutputType]
[method: OutputConstructor]
public sealed class ClusterIdentity(ImmutableArray<ClusterIdentityOidc> oidcs)
{
    public readonly ImmutableArray<ClusterIdentityOidc> Oidcs = oidcs;
}

[OutputType]
[method: OutputConstructor]
public sealed class ClusterIdentityOidc(string issuer)
{
    public readonly string Issuer = issuer;
}

[OutputType]
[method: OutputConstructor]
public sealed class ClusterVpcConfig(string clusterSecurityGroupId)
{
    public readonly string ClusterSecurityGroupId = clusterSecurityGroupId;
}
