namespace Pulumi.Gcp.CertificateManager.Outputs;

[OutputType]
[method: OutputConstructor]
public sealed class DnsAuthorizationDnsResourceRecord(string? data, string? name, string? type)
{
    public readonly string? Data = data;
    public readonly string? Name = name;
    public readonly string? Type = type;
}
