namespace Pulumi.Aws.Iam.Inputs;

public sealed class PolicyDocumentArgs : ResourceArgs
{
    [field: Input("Statement", required: true)] public InputList<PolicyStatementArgs> Statement { get => field ??= new(); set; }
    [Input("Version", required: true)] public Input<PolicyDocumentVersion> Version { get; set; } = null!;
}

public sealed class PolicyStatementArgs : ResourceArgs
{
    [Input("Effect", required: true)] public Input<PolicyStatementEffect> Effect { get; set; } = null!;
}
