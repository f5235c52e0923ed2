using System.Globalization;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>Stable names of a region's Redis nodes.</summary>
public static class RedisEndpoints
{
    /// <summary>Nodes that every season has: a cluster is three primaries with a replica each.</summary>
    public const int FloorNodes = 6;

    /// <summary>Name that resolves to the addresses of all nodes, ready or not.</summary>
    public const string AllNodesHost = $"{Names.Redis}.{Namespaces.Cache}.svc.cluster.local";

    /// <summary>Name of the Service in front of the ready nodes; every node's certificate holds it.</summary>
    public const string ClientHost = $"{Names.RedisClient}.{Namespaces.Cache}.svc.cluster.local";

    /// <summary>All nodes, as the topology commands need them: <c>host:port</c>.</summary>
    public static readonly string AllNodes = At(AllNodesHost);

    /// <summary>Name of a node.</summary>
    public static string NodeHost(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{Names.Redis}-{ordinal}.{AllNodesHost}");

    /// <summary>
    /// Endpoints that clients start from, <c>host:port</c> separated by commas: the nodes that no season removes. Clients learn
    /// the others from these.
    /// </summary>
    public static string ClientEndpoints() => string.Join(',', Enumerable.Range(0, FloorNodes).Select(i => At(NodeHost(i))));

    /// <summary>Names that the nodes' certificate is valid for.</summary>
    public static IReadOnlyList<string> CertificateNames() =>
    [
        ClientHost,
        AllNodesHost,
        $"*.{AllNodesHost}",
        $"{Names.RedisClient}.{Namespaces.Cache}.svc",
        Names.RedisClient,
        "localhost",
    ];

    private static string At(string host) => string.Create(CultureInfo.InvariantCulture, $"{host}:{ServicePorts.Redis}");
}
