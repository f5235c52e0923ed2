namespace Pulumi.Kubernetes;

[KubernetesResourceType("pulumi:providers:kubernetes")]
public class Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("kubernetes", name, args ?? new(), options);

public sealed class ProviderArgs : ResourceArgs
{
    [Input("deleteUnreachable", json: true)]
    public Input<bool>? DeleteUnreachable { get; set; } = EnvironmentDefault.Flag("PULUMI_K8S_DELETE_UNREACHABLE");
    [Input("enableConfigMapMutable", json: true)]
    public Input<bool>? EnableConfigMapMutable { get; set; } = EnvironmentDefault.Flag("PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE");
    [Input("enableSecretMutable", json: true)]
    public Input<bool>? EnableSecretMutable { get; set; } = EnvironmentDefault.Flag("PULUMI_K8S_ENABLE_SECRET_MUTABLE");
    [Input("enableServerSideApply", json: true)]
    public Input<bool>? EnableServerSideApply { get; set; } = EnvironmentDefault.Flag("PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY");
    [Input("kubeconfig")] public Input<string>? KubeConfig { get; set; } = EnvironmentDefault.Text("KUBECONFIG");
}
