namespace Pulumi.Gcp.Projects.Inputs;

public sealed class IAMAuditConfigAuditLogConfigArgs : ResourceArgs
{
    [Input("logType", required: true)] public Input<string> LogType { get; set; } = null!;
}

public sealed class IAMMemberConditionArgs : ResourceArgs
{
    [Input("expression", required: true)] public Input<string> Expression { get; set; } = null!;
    [Input("title", required: true)] public Input<string> Title { get; set; } = null!;
}
