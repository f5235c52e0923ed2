using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WedSync.TestKit.Network;

/// <summary>An authority that test regions share, and their certificates, as cert-manager mounts them.</summary>
public sealed class RegionCertificates : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    /// <summary>A new authority of a few hours.</summary>
    public RegionCertificates()
    {
        var request = new CertificateRequest("CN=wedsync-test-sync-ca", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        _authority = request.CreateSelfSigned(now.AddHours(-2), now.AddHours(6));
    }

    /// <summary>Writes tls.crt, tls.key and ca.crt of a region into a folder, which is made.</summary>
    public void Write(string directory, string region)
    {
        Directory.CreateDirectory(directory);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={region}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName($"sync-{region}.wedsync.test");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.Create(_authority, now.AddHours(-1), now.AddHours(5), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(directory, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(directory, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "ca.crt"), _authority.ExportCertificatePem());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
    }
}
