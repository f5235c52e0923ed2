using System.Collections.Immutable;

namespace Pulumi.Gcp.CertificateManager;

[GcpResourceType("gcp:certificatemanager/certificate:Certificate")]
public class Certificate(string name, CertificateArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:certificatemanager/certificate:Certificate",
        name,
        args ?? new(),
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]));

public sealed class CertificateArgs : ResourceArgs
{
    [Input("managed")] public Input<Inputs.CertificateManagedArgs>? Managed { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("scope")] public Input<string>? Scope { get; set; }
}

[GcpResourceType("gcp:certificatemanager/certificateMap:CertificateMap")]
public class CertificateMap(string name, CertificateMapArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:certificatemanager/certificateMap:CertificateMap",
        name,
        args ?? new(),
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class CertificateMapArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}

[GcpResourceType("gcp:certificatemanager/certificateMapEntry:CertificateMapEntry")]
public class CertificateMapEntry(string name, CertificateMapEntryArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
        name,
        args,
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]));

public sealed class CertificateMapEntryArgs : ResourceArgs
{
    [field: Input("certificates", required: true)] public InputList<string> Certificates { get => field ??= new(); set; }
    [Input("hostname")] public Input<string>? Hostname { get; set; }
    [Input("map", required: true)] public Input<string> Map { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}

[GcpResourceType("gcp:certificatemanager/dnsAuthorization:DnsAuthorization")]
public class DnsAuthorization(string name, DnsAuthorizationArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
        name,
        args,
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("dnsResourceRecords")]
    public Output<ImmutableArray<Outputs.DnsAuthorizationDnsResourceRecord>> DnsResourceRecords { get; private set; } = null!;
}

public sealed class DnsAuthorizationArgs : ResourceArgs
{
    [Input("domain", required: true)] public Input<string> Domain { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}
