using Pulumi;
using Pulumi.Aws.Acm;
using Pulumi.Aws.Route53;

namespace WedSync.Platform.Components.Edge;

/// <summary>A certificate of a region's load balancer on AWS, proved by DNS. ACM renews it as long as the records stand.</summary>
internal static class AwsEdgeCertificate
{
    /// <summary>Creates the certificate and returns its ARN once it is issued.</summary>
    /// <param name="region">The region's name.</param>
    /// <param name="domains">Names it is valid for; the first is its own.</param>
    /// <param name="zoneId">Zone of all of them.</param>
    /// <param name="parent">Parent.</param>
    public static Output<string> Create(string region, IReadOnlyList<string> domains, Output<string> zoneId, Resource parent)
    {
        var options = new CustomResourceOptions { Parent = parent };
        var certificate = new Certificate($"{region}-edge-certificate", new CertificateArgs
        {
            DomainName = domains[0],
            SubjectAlternativeNames = domains.Skip(1).ToArray(),
            ValidationMethod = "DNS",
            KeyAlgorithm = "EC_prime256v1",
        }, options);
        var records = domains.Select(domain => Proof(region, domain, certificate, zoneId, options)).ToList();
        var validation = new CertificateValidation($"{region}-edge-certificate-validation", new CertificateValidationArgs
        {
            CertificateArn = certificate.Arn,
            ValidationRecordFqdns = records.Select(r => r.Fqdn).ToArray(),
        }, options);
        return validation.CertificateArn;
    }

    // The order of the options is ACM's own, so each domain looks for its own. Regions that share a domain share its
    // record: the first that goes must not take it from the others.
    private static Record Proof(string region, string domain, Certificate certificate, Output<string> zoneId, CustomResourceOptions options)
    {
        var option = certificate.DomainValidationOptions.Apply(all => all.Single(o => o.DomainName == domain));
        return new Record($"{region}-edge-proof-{domain.Replace('.', '-')}", new RecordArgs
        {
            ZoneId = zoneId,
            Name = option.Apply(o => o.ResourceRecordName!),
            Type = option.Apply(o => o.ResourceRecordType!),
            Records = { option.Apply(o => o.ResourceRecordValue!) },
            Ttl = 300,
            AllowOverwrite = true,
        }, new CustomResourceOptions { Parent = options.Parent, RetainOnDelete = true });
    }
}
