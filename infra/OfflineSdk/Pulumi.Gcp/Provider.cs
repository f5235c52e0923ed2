namespace Pulumi.Gcp;

[GcpResourceType("pulumi:providers:gcp")]
public class Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("gcp", name, args ?? new(), options.With(secrets: ["accessToken"]));

public sealed class ProviderArgs : ResourceArgs
{
    [Input("billingProject")] public Input<string>? BillingProject { get; set; }
    [Input("project")]
    public Input<string>? Project { get; set; } = EnvironmentDefault.Text("GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT");
    [Input("region")]
    public Input<string>? Region { get; set; } = EnvironmentDefault.Text("GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION");
    [Input("userProjectOverride", json: true)] public Input<bool>? UserProjectOverride { get; set; }
}
