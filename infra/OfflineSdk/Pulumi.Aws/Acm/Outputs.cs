namespace Pulumi.Aws.Acm.Outputs;

[OutputType]
[method: OutputConstructor]
public sealed class CertificateDomainValidationOption(
    string domainName,
    string resourceRecordName,
    string resourceRecordType,
    string resourceRecordValue)
{
    public readonly string DomainName = domainName;
    public readonly string ResourceRecordName = resourceRecordName;
    public readonly string ResourceRecordType = resourceRecordType;
    public readonly string ResourceRecordValue = resourceRecordValue;
}
