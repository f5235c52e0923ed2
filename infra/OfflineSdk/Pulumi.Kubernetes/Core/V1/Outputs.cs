using System.Collections.Immutable;

namespace Pulumi.Kubernetes.Types.Outputs.Core.V1;

[OutputType]
[method: OutputConstructor]
public sealed class LoadBalancerIngress(string hostname, string ip)
{
    public readonly string Hostname = hostname;
    public readonly string Ip = ip;
}

[OutputType]
[method: OutputConstructor]
public sealed class LoadBalancerStatus(ImmutableArray<LoadBalancerIngress> ingress)
{
    public readonly ImmutableArray<LoadBalancerIngress> Ingress = ingress;
}

[OutputType]
[method: OutputConstructor]
public sealed class ServiceStatus(LoadBalancerStatus loadBalancer)
{
    public readonly LoadBalancerStatus LoadBalancer = loadBalancer;
}
