namespace Pulumi.Aws.LB.Inputs;

public sealed class ListenerDefaultActionArgs : ResourceArgs
{
    [Input("fixedResponse")] public Input<ListenerDefaultActionFixedResponseArgs>? FixedResponse { get; set; }
    [Input("redirect")] public Input<ListenerDefaultActionRedirectArgs>? Redirect { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class ListenerDefaultActionFixedResponseArgs : ResourceArgs
{
    [Input("contentType", required: true)] public Input<string> ContentType { get; set; } = null!;
    [Input("messageBody")] public Input<string>? MessageBody { get; set; }
    [Input("statusCode")] public Input<string>? StatusCode { get; set; }
}

public sealed class ListenerDefaultActionRedirectArgs : ResourceArgs
{
    [Input("port")] public Input<string>? Port { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("statusCode", required: true)] public Input<string> StatusCode { get; set; } = null!;
}

public sealed class ListenerRuleActionArgs : ResourceArgs
{
    [Input("targetGroupArn")] public Input<string>? TargetGroupArn { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class ListenerRuleConditionArgs : ResourceArgs
{
    [Input("hostHeader")] public Input<ListenerRuleConditionHostHeaderArgs>? HostHeader { get; set; }
}

public sealed class ListenerRuleConditionHostHeaderArgs : ResourceArgs
{
    [field: Input("values")] public InputList<string> Values { get => field ??= new(); set; }
}

public sealed class LoadBalancerAccessLogsArgs : ResourceArgs
{
    [Input("bucket", required: true)] public Input<string> Bucket { get; set; } = null!;
    [Input("enabled")] public Input<bool>? Enabled { get; set; }
    [Input("prefix")] public Input<string>? Prefix { get; set; }
}

public sealed class TargetGroupHealthCheckArgs : ResourceArgs
{
    [Input("enabled")] public Input<bool>? Enabled { get; set; }
    [Input("healthyThreshold")] public Input<int>? HealthyThreshold { get; set; }
    [Input("interval")] public Input<int>? Interval { get; set; }
    [Input("matcher")] public Input<string>? Matcher { get; set; }
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("port")] public Input<string>? Port { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("timeout")] public Input<int>? Timeout { get; set; }
    [Input("unhealthyThreshold")] public Input<int>? UnhealthyThreshold { get; set; }
}
