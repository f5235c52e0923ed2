using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Certificates;

/// <summary>
/// Makes the Secrets that cert-manager and External Secrets would make in the cluster, from the same objects: authorities,
/// certificates, passwords, and harmless stand-ins for what lies in the cloud's secret manager.
/// </summary>
public sealed class SecretFactory : IDisposable
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string CertificateKey = "tls.crt";
    private const string PrivateKey = "tls.key";
    private const string AuthorityKey = "ca.crt";
    private const int RemoteLength = 40;

    private readonly TimeProvider _time;
    private readonly string _notifications;
    private readonly Dictionary<string, CertificateAuthority> _authorities = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string? Property), string> _remote = [];

    /// <param name="time">Clock of the certificates.</param>
    /// <param name="notifications">Where every notification address leads, such as http://127.77.0.3:8080.</param>
    public SecretFactory(TimeProvider time, string notifications)
    {
        _time = time;
        _notifications = notifications;
        Public = CertificateAuthority.Create("wedsync local platform: in place of the public authorities", time);
    }

    /// <summary>Stands for the public authorities.</summary>
    public CertificateAuthority Public { get; }

    /// <summary>All Secrets of a region by namespace and name.</summary>
    /// <param name="manifests">The region's objects.</param>
    /// <param name="pods">Its pods here.</param>
    /// <param name="links">Further addresses that a name is dialled by from other regions.</param>
    public IReadOnlyDictionary<(string Namespace, string Name), IReadOnlyDictionary<string, byte[]>> Make(
        RegionManifests manifests, IReadOnlyList<PodIdentity> pods, Func<string, IReadOnlyList<string>> links)
    {
        var secrets = new Dictionary<(string, string), IReadOnlyDictionary<string, byte[]>>();
        foreach (var secret in manifests.Secrets) secrets[(secret.Namespace(), secret.Name())] = Plain(secret);
        foreach (var external in manifests.ExternalSecrets)
        {
            secrets[(external.Metadata.NamespaceProperty, external.SecretName)] = Bytes(External(manifests, external));
        }

        foreach (var certificate in manifests.Certificates)
        {
            secrets[(certificate.Metadata.NamespaceProperty, certificate.SecretName)] = Bytes(Certificate(manifests, certificate, pods, links));
        }

        return secrets;
    }

    public void Dispose()
    {
        Public.Dispose();
        foreach (var authority in _authorities.Values) authority.Dispose();
    }

    private static Dictionary<string, byte[]> Plain(V1Secret secret)
    {
        var values = (secret.Data ?? new Dictionary<string, byte[]>()).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in secret.StringData ?? new Dictionary<string, string>()) values[key] = Encoding.UTF8.GetBytes(value);
        return values;
    }

    private static Dictionary<string, byte[]> Bytes(Dictionary<string, string> values)
        => values.ToDictionary(p => p.Key, p => Encoding.UTF8.GetBytes(p.Value), StringComparer.Ordinal);

    private Dictionary<string, string> Certificate(
        RegionManifests manifests, Certificate certificate, IReadOnlyList<PodIdentity> pods, Func<string, IReadOnlyList<string>> links)
    {
        if (certificate.IsCa)
        {
            var own = Authority($"{manifests.Region}/{certificate.SecretName}", certificate.CommonName ?? certificate.SecretName);
            return Tls(own.CertificatePem, own.KeyPem, own.CertificatePem);
        }

        var users = pods.Where(p => p.Workload.Namespace == certificate.Metadata.NamespaceProperty && Uses(p, certificate.SecretName)).Select(p => p.Ip);
        var issued = AuthorityOf(manifests, certificate).Issue(certificate, users.Concat(certificate.DnsNames.SelectMany(links)).Distinct());
        return Tls(issued.CertificatePem, issued.KeyPem, issued.AuthorityPem);
    }

    private static bool Uses(PodIdentity pod, string secret) => pod.Workload.Template.Spec.Volumes?.Any(v => v.Secret?.SecretName == secret) == true;

    private static Dictionary<string, string> Tls(string certificate, string key, string authority)
        => new(StringComparer.Ordinal) { [CertificateKey] = certificate, [PrivateKey] = key, [AuthorityKey] = authority };

    private CertificateAuthority AuthorityOf(RegionManifests manifests, Certificate certificate)
    {
        var issuer = manifests.Issuers.FirstOrDefault(i => i.Name == certificate.IssuerName)
            ?? throw new LocalPlatformException($"{manifests.Region}: Certificate '{certificate.Metadata.Name}': issuer '{certificate.IssuerName}' does not exist; there are: {string.Join(", ", manifests.Issuers.Select(i => i.Name))}.");
        if (issuer.CaSecret is not { } secret) return Authority($"{manifests.Region}/{issuer.Name}", issuer.Name);
        if (manifests.ExternalSecrets.FirstOrDefault(e => e.SecretName == secret) is { } external) return Shared(external);
        var ca = manifests.Certificates.FirstOrDefault(c => c.IsCa && c.SecretName == secret)
            ?? throw new LocalPlatformException($"{manifests.Region}: issuer '{issuer.Name}': its Secret '{secret}' is made by no Certificate and no ExternalSecret.");
        return Authority($"{manifests.Region}/{secret}", ca.CommonName ?? secret);
    }

    private CertificateAuthority Authority(string key, string name)
        => _authorities.TryGetValue(key, out var known) ? known : _authorities[key] = CertificateAuthority.Create(name, _time);

    /// <summary>An authority in the secret manager is one for all regions.</summary>
    private CertificateAuthority Shared(ExternalSecret external)
    {
        var remote = external.Data.First(d => d.SecretKey == CertificateKey).RemoteKey;
        return Authority(remote, remote);
    }

    private Dictionary<string, string> External(RegionManifests manifests, ExternalSecret external)
    {
        if (external.Data.Any(d => d.SecretKey == CertificateKey))
        {
            var authority = Shared(external);
            return Tls(authority.CertificatePem, authority.KeyPem, authority.CertificatePem);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in external.Generators)
        {
            var password = manifests.Passwords.FirstOrDefault(p => p.Metadata.Name == name && p.Metadata.NamespaceProperty == external.Metadata.NamespaceProperty)
                ?? throw new LocalPlatformException($"{manifests.Region}: ExternalSecret '{external.Metadata.Name}': Password '{name}' does not exist in {external.Metadata.NamespaceProperty}.");
            foreach (var key in password.Keys) values[key] = RandomNumberGenerator.GetString(Letters, password.Length);
        }

        foreach (var value in external.Data) values[value.SecretKey] = Remote(value);
        return external.Template.Count == 0 ? values : external.Template.ToDictionary(p => p.Key, p => Fill(p.Value, values), StringComparer.Ordinal);
    }

    private static string Fill(string template, Dictionary<string, string> values)
        => values.Aggregate(template, (text, pair) => text.Replace($"{{{{ .{pair.Key} }}}}", pair.Value, StringComparison.Ordinal));

    /// <summary>An address leads to this machine's own sink; anything else is random.</summary>
    private string Remote(RemoteValue value)
    {
        var name = value.Property ?? value.RemoteKey;
        if (name.EndsWith("-url", StringComparison.Ordinal)) return $"{_notifications}/{name}";
        return _remote.TryGetValue((value.RemoteKey, value.Property), out var known)
            ? known
            : _remote[(value.RemoteKey, value.Property)] = RandomNumberGenerator.GetString(Letters, RemoteLength);
    }
}
