namespace Pulumi.Aws;

[AwsResourceType("pulumi:providers:aws")]
public class Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("aws", name, args ?? new(), options.With(secrets: ["accessKey", "secretKey", "token"]));

public sealed class ProviderArgs : ResourceArgs
{
    [field: Input("allowedAccountIds", json: true)] public InputList<string> AllowedAccountIds { get => field ??= new(); set; }
    [Input("defaultTags", json: true)] public Input<Inputs.ProviderDefaultTagsArgs>? DefaultTags { get; set; }
    [Input("region")] public Input<string>? Region { get; set; } = EnvironmentDefault.Text("AWS_REGION", "AWS_DEFAULT_REGION");
    [Input("skipCredentialsValidation", json: true)] public Input<bool>? SkipCredentialsValidation { get; set; } = false;
    [Input("skipRegionValidation", json: true)] public Input<bool>? SkipRegionValidation { get; set; } = true;
}
