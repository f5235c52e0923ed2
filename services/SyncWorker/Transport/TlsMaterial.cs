using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace WedSync.SyncWorker.Transport;

/// <summary>
/// This region's certificate and the authority that the regions share, from the mounted secret. Files that change are read again, so that
/// a renewed certificate needs no restart. A peer is who its certificate's common name says.
/// </summary>
internal sealed class TlsMaterial : IDisposable
{
    public const string CertificateFile = "tls.crt";
    public const string KeyFile = "tls.key";
    public const string AuthorityFile = "ca.crt";

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<X509Certificate2, Proof> _proofs = [];
    private Loaded _loaded;
    private long _checked;

    public TlsMaterial(string directory, TimeProvider time)
    {
        (_directory, _time) = (directory, time);
        _loaded = Load();
        _checked = time.GetTimestamp();
    }

    public X509Certificate2 Certificate => Current.Certificate;

    public X509Certificate2 Authority => Current.Authority;

    private Loaded Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_checked) < CheckInterval) return _loaded;
                _checked = _time.GetTimestamp();
                if (Version() == _loaded.Version) return _loaded;
                try
                {
                    // The former one may still be in use by a handshake: it is left to the collector.
                    _loaded = Load();
                }
                catch (Exception exception) when (exception is IOException or System.Security.Cryptography.CryptographicException)
                {
                    // Half of the files are new: the next look finds them whole.
                }

                return _loaded;
            }
        }
    }

    /// <summary>The region that a certificate of the shared authority names; null for any other certificate.</summary>
    public string? RegionOf(X509Certificate? certificate)
    {
        if (certificate is not X509Certificate2 peer) return null;
        var authority = Authority;
        // Every call of a connection shows the same certificate: its chain is built again only now and then, for when it ends.
        if (_proofs.TryGetValue(peer, out var known) && known.Authority == authority && _time.GetElapsedTime(known.At) < CheckInterval) return known.Region;
        var region = Prove(peer, authority);
        _proofs.AddOrUpdate(peer, new Proof(region, authority, _time.GetTimestamp()));
        return region;
    }

    /// <summary>How this region calls a peer: by any address, but only if the other side proves to be it.</summary>
    public SslClientAuthenticationOptions ClientOptions(string region) => new()
    {
        LocalCertificateSelectionCallback = (_, _, _, _, _) => Certificate,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => RegionOf(certificate) == region,
    };

    public void Dispose()
    {
        _loaded.Certificate.Dispose();
        _loaded.Authority.Dispose();
    }

    private static string? Prove(X509Certificate2 peer, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        // The authority is ours and its certificates live for a month: there is no revocation list to ask.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(peer) ? peer.GetNameInfo(X509NameType.SimpleName, forIssuer: false) : null;
    }

    private Loaded Load()
    {
        var version = Version();
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(_directory, CertificateFile), Path.Combine(_directory, KeyFile));
        // A key that lives in memory only is not usable for TLS on every platform; the round trip makes it so.
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        return new Loaded(certificate, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory, AuthorityFile)), version);
    }

    private (DateTime, DateTime, DateTime) Version() => (Changed(CertificateFile), Changed(KeyFile), Changed(AuthorityFile));

    private DateTime Changed(string file) => File.GetLastWriteTimeUtc(Path.Combine(_directory, file));

    private sealed record Proof(string? Region, X509Certificate2 Authority, long At);

    private sealed record Loaded(X509Certificate2 Certificate, X509Certificate2 Authority, (DateTime, DateTime, DateTime) Version);
}
