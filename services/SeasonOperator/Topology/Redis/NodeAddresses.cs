using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>Looks the listed endpoints up. A host with several addresses stands for a node at each of them.</summary>
internal static class NodeAddresses
{
    /// <summary>Addresses in the order of the list, each once, and what could not be looked up.</summary>
    public static async Task<(IReadOnlyList<NodeAddress> Addresses, IReadOnlyList<string> Failures)> ResolveAsync(
        IReadOnlyList<string> endpoints, CancellationToken cancellation)
    {
        var addresses = new List<NodeAddress>();
        var failures = new List<string>();
        foreach (var endpoint in endpoints)
        {
            var colon = endpoint.LastIndexOf(':');
            var (host, port) = (endpoint[..colon].Trim('[', ']'), int.Parse(endpoint.AsSpan(colon + 1), CultureInfo.InvariantCulture));
            try
            {
                var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
                addresses.AddRange(found.OrderBy(ip => ip.AddressFamily).Select(ip => new NodeAddress(ip.ToString(), port, 0)));
            }
            catch (SocketException exception)
            {
                failures.Add($"{host} ({exception.SocketErrorCode})");
            }
        }

        return ([.. addresses.Distinct()], failures);
    }
}
