namespace Pulumi.Gcp.Logging.Inputs;

public sealed class ProjectBucketConfigCmekSettingsArgs : ResourceArgs
{
    [Input("kmsKeyName", required: true)] public Input<string> KmsKeyName { get; set; } = null!;
}
