namespace Pulumi.Aws.Sns.Inputs;

public sealed class PolicyDocumentArgs : ResourceArgs
{
    [field: Input("Statement", required: true)] public InputList<Iam.Inputs.PolicyStatementArgs> Statement { get => field ??= new(); set; }
    [Input("Version", required: true)] public Input<Iam.PolicyDocumentVersion> Version { get; set; } = null!;
}
