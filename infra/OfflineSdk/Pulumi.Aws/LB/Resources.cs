namespace Pulumi.Aws.LB;

[AwsResourceType("aws:lb/listener:Listener")]
public class Listener(string name, ListenerArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:lb/listener:Listener", name, args, options.With(aliases: ["aws:elasticloadbalancingv2/listener:Listener"]))
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class ListenerArgs : ResourceArgs
{
    [Input("certificateArn")] public Input<string>? CertificateArn { get; set; }
    [field: Input("defaultActions", required: true)]
    public InputList<Inputs.ListenerDefaultActionArgs> DefaultActions { get => field ??= new(); set; }
    [Input("loadBalancerArn", required: true)] public Input<string> LoadBalancerArn { get; set; } = null!;
    [Input("port")] public Input<int>? Port { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("routingHttpResponseServerEnabled")] public Input<bool>? RoutingHttpResponseServerEnabled { get; set; }
    [Input("routingHttpResponseStrictTransportSecurityHeaderValue")]
    public Input<string>? RoutingHttpResponseStrictTransportSecurityHeaderValue { get; set; }
    [Input("sslPolicy")] public Input<string>? SslPolicy { get; set; }
}

[AwsResourceType("aws:lb/listenerRule:ListenerRule")]
public class ListenerRule(string name, ListenerRuleArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:lb/listenerRule:ListenerRule",
        name,
        args,
        options.With(aliases: ["aws:elasticloadbalancingv2/listenerRule:ListenerRule"]));

public sealed class ListenerRuleArgs : ResourceArgs
{
    [field: Input("actions", required: true)] public InputList<Inputs.ListenerRuleActionArgs> Actions { get => field ??= new(); set; }
    [field: Input("conditions", required: true)]
    public InputList<Inputs.ListenerRuleConditionArgs> Conditions { get => field ??= new(); set; }
    [Input("listenerArn", required: true)] public Input<string> ListenerArn { get; set; } = null!;
    [Input("priority")] public Input<int>? Priority { get; set; }
}

[AwsResourceType("aws:lb/loadBalancer:LoadBalancer")]
public class LoadBalancer(string name, LoadBalancerArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:lb/loadBalancer:LoadBalancer",
        name,
        args ?? new(),
        options.With(aliases: ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"]))
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("dnsName")] public Output<string> DnsName { get; private set; } = null!;
    [Output("zoneId")] public Output<string> ZoneId { get; private set; } = null!;
}

public sealed class LoadBalancerArgs : ResourceArgs
{
    [Input("accessLogs")] public Input<Inputs.LoadBalancerAccessLogsArgs>? AccessLogs { get; set; }
    [Input("clientKeepAlive")] public Input<int>? ClientKeepAlive { get; set; }
    [Input("desyncMitigationMode")] public Input<string>? DesyncMitigationMode { get; set; }
    [Input("dropInvalidHeaderFields")] public Input<bool>? DropInvalidHeaderFields { get; set; }
    [Input("enableCrossZoneLoadBalancing")] public Input<bool>? EnableCrossZoneLoadBalancing { get; set; }
    [Input("enableDeletionProtection")] public Input<bool>? EnableDeletionProtection { get; set; }
    [Input("enableHttp2")] public Input<bool>? EnableHttp2 { get; set; }
    [Input("enableWafFailOpen")] public Input<bool>? EnableWafFailOpen { get; set; }
    [Input("enableZonalShift")] public Input<bool>? EnableZonalShift { get; set; }
    [Input("idleTimeout")] public Input<int>? IdleTimeout { get; set; }
    [Input("internal")] public Input<bool>? Internal { get; set; }
    [Input("ipAddressType")] public Input<string>? IpAddressType { get; set; }
    [Input("loadBalancerType")] public Input<string>? LoadBalancerType { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("securityGroups")] public InputList<string> SecurityGroups { get => field ??= new(); set; }
    [field: Input("subnets")] public InputList<string> Subnets { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("xffHeaderProcessingMode")] public Input<string>? XffHeaderProcessingMode { get; set; }
}

[AwsResourceType("aws:lb/targetGroup:TargetGroup")]
public class TargetGroup(string name, TargetGroupArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "aws:lb/targetGroup:TargetGroup",
        name,
        args ?? new(),
        options.With(aliases: ["aws:elasticloadbalancingv2/targetGroup:TargetGroup"]))
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
}

public sealed class TargetGroupArgs : ResourceArgs
{
    [Input("deregistrationDelay")] public Input<int>? DeregistrationDelay { get; set; }
    [Input("healthCheck")] public Input<Inputs.TargetGroupHealthCheckArgs>? HealthCheck { get; set; }
    [Input("loadBalancingAlgorithmType")] public Input<string>? LoadBalancingAlgorithmType { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("port")] public Input<int>? Port { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("protocolVersion")] public Input<string>? ProtocolVersion { get; set; }
    [Input("slowStart")] public Input<int>? SlowStart { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("targetType")] public Input<string>? TargetType { get; set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
}
