using System.Globalization;
using System.Net;

namespace WedSync.Platform.Components.Network;

/// <summary>Arithmetic of IPv4 networks in CIDR notation.</summary>
public static class Cidr
{
    private const int AddressBits = 32;

    private static readonly IPNetwork[] PrivateNetworks =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    /// <summary>The network with a longer prefix that stands at an index inside another.</summary>
    /// <param name="network">Outer network, such as <c>10.16.0.0/16</c>.</param>
    /// <param name="prefixLength">Prefix of the inner network, from the outer prefix to 32.</param>
    /// <param name="index">Which of the inner networks, from zero.</param>
    /// <exception cref="FormatException">The outer network is not IPv4 CIDR notation with zero host bits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The prefix or the index does not fit.</exception>
    public static string Subnet(string network, int prefixLength, int index)
    {
        var (start, outerPrefix) = Parse(network);
        if (prefixLength < outerPrefix || prefixLength > AddressBits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(prefixLength), prefixLength, $"Inside {network} a prefix is {outerPrefix} to {AddressBits}.");
        }

        var count = 1L << (prefixLength - outerPrefix);
        if (index < 0 || index >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{network} holds {count} networks of prefix {prefixLength}.");
        }

        return Format(start + ((uint)index << (AddressBits - prefixLength)), prefixLength);
    }

    /// <summary>Whether two networks share an address.</summary>
    public static bool Overlap(string a, string b)
    {
        var (startA, prefixA) = Parse(a);
        var (startB, prefixB) = Parse(b);
        var mask = Mask(Math.Min(prefixA, prefixB));
        return (startA & mask) == (startB & mask);
    }

    /// <summary>Whether all addresses are private (RFC 1918 and the carriers' shared range): a public endpoint never sees them as a source.</summary>
    public static bool IsPrivate(string network)
    {
        var (start, prefix) = Parse(network);
        return PrivateNetworks.Any(p => prefix >= p.PrefixLength && (start & Mask(p.PrefixLength)) == ToNumber(p.BaseAddress));
    }

    private static (uint Start, int Prefix) Parse(string network)
    {
        if (!IPNetwork.TryParse(network, out var parsed) || parsed.ToString() != network || parsed.BaseAddress.GetAddressBytes().Length != 4)
        {
            throw new FormatException($"'{network}' is not an IPv4 network; allowed: CIDR notation with zero host bits. Write it like 10.16.0.0/16.");
        }

        return (ToNumber(parsed.BaseAddress), parsed.PrefixLength);
    }

    private static uint Mask(int prefix) => prefix == 0 ? 0 : uint.MaxValue << (AddressBits - prefix);

    private static uint ToNumber(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private static string Format(uint address, int prefix) => string.Create(
        CultureInfo.InvariantCulture,
        $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{prefix}");
}
