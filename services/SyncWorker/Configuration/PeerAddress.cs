using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace WedSync.SyncWorker.Configuration;

/// <summary>A peer and where its workers are, as <c>region=https://host:port</c>.</summary>
internal static class PeerAddress
{
    public static bool TryParse(string text, bool plaintext, out string region, [NotNullWhen(true)] out Uri? address)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        region = at > 0 ? text[..at] : "";
        address = null;
        return at > 0 && Uri.TryCreate(text[(at + 1)..], UriKind.Absolute, out address) && IsAllowed(address, plaintext);
    }

    /// <summary>Plaintext never leaves the machine.</summary>
    public static bool IsAllowed(Uri address, bool plaintext) => plaintext
        ? address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)
        : address.Scheme == Uri.UriSchemeHttps;
}
