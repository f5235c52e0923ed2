namespace Pulumi.Gcp.CertificateManager.Inputs;

public sealed class CertificateManagedArgs : ResourceArgs
{
    [field: Input("dnsAuthorizations")] public InputList<string> DnsAuthorizations { get => field ??= new(); set; }
    [field: Input("domains")] public InputList<string> Domains { get => field ??= new(); set; }
}
