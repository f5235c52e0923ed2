namespace WedSync.Platform.Components.Network;

/// <summary>How a region's /16 is divided on AWS: in each of three zones a private and a public subnet.</summary>
public sealed record AwsAddressPlan
{
    /// <summary>Zones that a region spreads over.</summary>
    public const int Zones = 3;

    /// <summary>Cluster services; outside every region's network, since AWS takes them from no subnet.</summary>
    public const string Services = "172.20.0.0/16";

    // Locations whose first three zones are not a, b and c for every account.
    private static readonly Dictionary<string, string> UnusualZones = new()
    {
        ["ap-northeast-1"] = "acd",
        ["ca-central-1"] = "abd",
    };

    private AwsAddressPlan(string network, string location)
    {
        ZoneNames = [.. UnusualZones.GetValueOrDefault(location, "abc").Select(letter => $"{location}{letter}")];
        PrivateSubnets = [.. Enumerable.Range(0, Zones).Select(i => Cidr.Subnet(network, 19, i))];
        PublicSubnets = [.. Enumerable.Range(0, Zones).Select(i => Cidr.Subnet(network, 22, FirstPublic + i))];
    }

    // The public subnets start behind the three private ones: 3 x /19 = 24 x /22.
    private const int FirstPublic = 24;

    /// <summary>Names of the zones, such as <c>us-west-2a</c>.</summary>
    public IReadOnlyList<string> ZoneNames { get; }

    /// <summary>Nodes and pods, one a zone: 8 187 addresses each.</summary>
    public IReadOnlyList<string> PrivateSubnets { get; }

    /// <summary>Load balancers and NAT gateways, one a zone: 1 019 addresses each.</summary>
    public IReadOnlyList<string> PublicSubnets { get; }

    /// <summary>Divides a region's network.</summary>
    /// <param name="network">A /16.</param>
    /// <param name="location">AWS region with three zones or more.</param>
    /// <exception cref="NotSupportedException">The location has fewer than three zones.</exception>
    public static AwsAddressPlan For(string network, string location) => location == "us-west-1"
        ? throw new NotSupportedException("location 'us-west-1' has two zones; allowed: locations with three. Use us-west-2.")
        : new AwsAddressPlan(network, location);
}
