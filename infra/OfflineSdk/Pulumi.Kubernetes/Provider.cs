namespace Pulumi.Kubernetes;

[KubernetesResourceType("pulumi:providers:kubernetes")]
public class Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("kubernetes", name, args ?? new(), options);

public sealed class ProviderArgs : ResourceArgs;
