using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Outputs.Core.V1;
using Pulumi.Kubernetes.Types.Outputs.Meta.V1;

namespace Pulumi.Kubernetes.Core.V1;

[KubernetesResourceType("kubernetes:core/v1:ConfigMap")]
public class ConfigMap(string name, ConfigMapArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:ConfigMap", name, (args ?? new()).Of("v1", "ConfigMap"), options)
{
    [Output("metadata")] public Output<ObjectMeta> Metadata { get; private set; } = null!;
}

[KubernetesResourceType("kubernetes:core/v1:LimitRange")]
public class LimitRange(string name, LimitRangeArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:LimitRange", name, (args ?? new()).Of("v1", "LimitRange"), options);

[KubernetesResourceType("kubernetes:core/v1:Namespace")]
public class Namespace(string name, NamespaceArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:Namespace", name, (args ?? new()).Of("v1", "Namespace"), options)
{
    [Output("metadata")] public Output<ObjectMeta> Metadata { get; private set; } = null!;
}

[KubernetesResourceType("kubernetes:core/v1:ResourceQuota")]
public class ResourceQuota(string name, ResourceQuotaArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:ResourceQuota", name, (args ?? new()).Of("v1", "ResourceQuota"), options);

[KubernetesResourceType("kubernetes:core/v1:Service")]
public class Service(string name, ServiceArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:Service", name, (args ?? new()).Of("v1", "Service"), options)
{
    [Output("metadata")] public Output<ObjectMeta> Metadata { get; private set; } = null!;
    [Output("status")] public Output<ServiceStatus> Status { get; private set; } = null!;
}

[KubernetesResourceType("kubernetes:core/v1:ServiceAccount")]
public class ServiceAccount(string name, ServiceAccountArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:core/v1:ServiceAccount", name, (args ?? new()).Of("v1", "ServiceAccount"), options);
