using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WedSync.LocalPlatform.Manifests;

namespace WedSync.LocalPlatform.Certificates;

/// <summary>A certificate authority of one run; its key never leaves the process but where a Secret of the description holds it.</summary>
public sealed class CertificateAuthority : IDisposable
{
    // A run is days at most; a clock that is set back a little must not refuse it.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string> ExtendedUsages = new(StringComparer.Ordinal)
    {
        ["server auth"] = "1.3.6.1.5.5.7.3.1",
        ["client auth"] = "1.3.6.1.5.5.7.3.2",
    };

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        _certificate = certificate;
        _time = time;
    }

    /// <summary>Its certificate, PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Its private key, PKCS #8 PEM.</summary>
    public string KeyPem => _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>A new authority that signs itself.</summary>
    public static CertificateAuthority Create(string name, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return new CertificateAuthority(request.CreateSelfSigned(now - Slack, now + Lifetime), time);
    }

    /// <summary>Issues a certificate of the description.</summary>
    /// <param name="certificate">The description.</param>
    /// <param name="addresses">Addresses of the pods that use it: here they are dialled by address, not by name.</param>
    public IssuedCertificate Issue(Certificate certificate, IEnumerable<string> addresses)
        => Issue(certificate.CommonName ?? (certificate.DnsNames is [var first, ..] ? first : certificate.SecretName), certificate.DnsNames, addresses, certificate.Usages);

    /// <summary>Issues a certificate.</summary>
    public IssuedCertificate Issue(string commonName, IEnumerable<string> dnsNames, IEnumerable<string> addresses, IEnumerable<string> usages)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(Oids(usages), false));
        request.CertificateExtensions.Add(Names(dnsNames, addresses));
        var now = _time.GetUtcNow();
        // Ends before its authority does.
        using var issued = request.Create(_certificate, now - Slack, now + Lifetime - Slack, RandomNumberGenerator.GetBytes(16));
        return new IssuedCertificate(issued.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n", CertificatePem);
    }

    public void Dispose() => _certificate.Dispose();

    private static OidCollection Oids(IEnumerable<string> usages)
    {
        var oids = new OidCollection();
        foreach (var usage in usages)
        {
            if (ExtendedUsages.TryGetValue(usage, out var oid)) oids.Add(new Oid(oid));
        }

        return oids;
    }

    private static X509Extension Names(IEnumerable<string> dnsNames, IEnumerable<string> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames) names.AddDnsName(name);
        foreach (var address in addresses) names.AddIpAddress(IPAddress.Parse(address));
        return names.Build();
    }
}

/// <summary>A certificate, its key and its authority, PEM.</summary>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem, string AuthorityPem)
{
    public override string ToString() => nameof(IssuedCertificate);
}
