using System.Globalization;
using System.Net;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Pods;

/// <summary>The addresses of a local platform: a /16 of the loopback range, which needs no rights and no set-up on Linux.</summary>
public sealed class LoopbackNetwork
{
    private const int FirstPod = 10;
    private const int FirstCanary = 200;
    private const int Nowhere = 254;
    private const int FirstLinkRegion = 100;

    private readonly string _prefix;

    private LoopbackNetwork(string prefix, string text)
    {
        _prefix = prefix;
        Text = text;
    }

    /// <summary>As written, such as 127.77.0.0/16.</summary>
    public string Text { get; }

    /// <summary>The gateway.</summary>
    public string Gateway => $"{_prefix}.0.1";

    /// <summary>The token issuer, in the gateway's process.</summary>
    public string Issuer => $"{_prefix}.0.2";

    /// <summary>Takes notifications that would otherwise leave the machine.</summary>
    public string Notifications => $"{_prefix}.0.3";

    /// <summary>Where nothing listens: whatever has no pod here, so that a connection is refused at once as by a Service without endpoints.</summary>
    public string Absent => $"{_prefix}.0.{Nowhere}";

    /// <exception cref="LocalPlatformException">Not a /16 of 127.0.0.0/8.</exception>
    public static LoopbackNetwork Parse(string text)
    {
        if (text.EndsWith("/16", StringComparison.Ordinal) && IPAddress.TryParse(text[..^3], out var address)
            && address.GetAddressBytes() is [127, var second, 0, 0])
        {
            return new LoopbackNetwork($"127.{second.ToString(CultureInfo.InvariantCulture)}", text);
        }

        throw new LocalPlatformException($"--network '{text}': not a network for pods; allowed: 127.<0 to 255>.0.0/16, such as 127.77.0.0/16.");
    }

    /// <summary>Address of a region's n-th pod, from 0.</summary>
    public string Pod(int region, int number) => Address(region, FirstPod + number);

    /// <summary>Address of a region's n-th canary, from 0.</summary>
    public string Canary(int region, int number) => Address(region, FirstCanary + (number % (Nowhere - FirstCanary)));

    /// <summary>Address of the link that leads from a region to another.</summary>
    public string Link(int from, int to) => Address(FirstLinkRegion + from, to);

    private string Address(int region, int last) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}.{region}.{last}");
}
