using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WedSync.TestKit.Redis;

/// <summary>A certificate authority of a few hours and a loopback server's certificate of it, as PEM files ca.crt, tls.crt, tls.key.</summary>
public static class TestCertificates
{
    /// <summary>Writes the three files.</summary>
    public static void Write(string directory)
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=wedsync-test-ca", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddHours(-1), now.AddHours(6));

        using var nodeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var nodeRequest = new CertificateRequest("CN=redis-cluster-primary", nodeKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        nodeRequest.CertificateExtensions.Add(names.Build());
        nodeRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var node = nodeRequest.Create(authority, now.AddHours(-1), now.AddHours(5), [1, 2, 3, 4]);

        File.WriteAllText(Path.Combine(directory, "ca.crt"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "tls.crt"), node.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "tls.key"), nodeKey.ExportPkcs8PrivateKeyPem());
    }
}
