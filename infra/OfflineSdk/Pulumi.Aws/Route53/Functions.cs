namespace Pulumi.Aws.Route53;

public static class GetZone
{
    public static Output<GetZoneResult> Invoke(GetZoneInvokeArgs? args = null, InvokeOptions? options = null)
        => Deployment.Instance.Invoke<GetZoneResult>("aws:route53/getZone:getZone", args ?? new(), options);
}

public sealed class GetZoneInvokeArgs : InvokeArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("privateZone")] public Input<bool>? PrivateZone { get; set; }
}

[OutputType]
[method: OutputConstructor]
public sealed class GetZoneResult(string zoneId)
{
    public readonly string ZoneId = zoneId;
}
