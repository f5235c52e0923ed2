namespace Pulumi.Aws.Route53;

[AwsResourceType("aws:route53/healthCheck:HealthCheck")]
public class HealthCheck(string name, HealthCheckArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:route53/healthCheck:HealthCheck", name, args, options);

public sealed class HealthCheckArgs : ResourceArgs
{
    [Input("enableSni")] public Input<bool>? EnableSni { get; set; }
    [Input("failureThreshold")] public Input<int>? FailureThreshold { get; set; }
    [Input("fqdn")] public Input<string>? Fqdn { get; set; }
    [Input("ipAddress")] public Input<string>? IpAddress { get; set; }
    [Input("port")] public Input<int>? Port { get; set; }
    [Input("requestInterval")] public Input<int>? RequestInterval { get; set; }
    [Input("resourcePath")] public Input<string>? ResourcePath { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

[AwsResourceType("aws:route53/record:Record")]
public class Record(string name, RecordArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:route53/record:Record", name, args, options)
{
    [Output("fqdn")] public Output<string> Fqdn { get; private set; } = null!;
}

public sealed class RecordArgs : ResourceArgs
{
    [field: Input("aliases")] public InputList<Inputs.RecordAliasArgs> Aliases { get => field ??= new(); set; }
    [Input("allowOverwrite")] public Input<bool>? AllowOverwrite { get; set; }
    [Input("healthCheckId")] public Input<string>? HealthCheckId { get; set; }
    [field: Input("latencyRoutingPolicies")]
    public InputList<Inputs.RecordLatencyRoutingPolicyArgs> LatencyRoutingPolicies { get => field ??= new(); set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("records")] public InputList<string> Records { get => field ??= new(); set; }
    [Input("setIdentifier")] public Input<string>? SetIdentifier { get; set; }
    [Input("ttl")] public Input<int>? Ttl { get; set; }
    [Input("type", required: true)] public InputUnion<string, RecordType> Type { get; set; } = null!;
    [Input("zoneId", required: true)] public Input<string> ZoneId { get; set; } = null!;
}
