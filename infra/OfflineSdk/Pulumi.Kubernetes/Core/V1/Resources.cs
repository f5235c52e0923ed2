using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Outputs.Core.V1;
using Pulumi.Kubernetes.Types.Outputs.Meta.V1;

namespace Pulumi.Kubernetes.Core.V1;

[KubernetesResourceType("kubernetes:core/v1:ConfigMap")]
public class ConfigMap : KubernetesResource
{
    [Output("metadata")] public Output<ObjectMeta> Metadata { get; private set; } = null!;

    public ConfigMap(string name, ConfigMapArgs? args = null, CustomResourceOptions? options = null)
        : base("kubernetes:core/v1:ConfigMap", name, (args ?? new()).Of("v1", "ConfigMap"), options)
    {
    }

    private ConfigMap(string name, Input<string> id, CustomResourceOptions? options)
        : base("kubernetes:core/v1:ConfigMap", name, default(ConfigMapArgs), options.Existing(id))
    {
    }

    public static ConfigMap Get(string name, Input<string> id, CustomResourceOptions? options = null)
        => new(name, id, options);
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

[KubernetesResourceType("kubernetes:core/v1:Secret")]
public class Secret(string name, SecretArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:core/v1:Secret",
        name,
        (args ?? new()).Of("v1", "Secret"),
        options.With(secrets: ["data", "stringData"]));

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
