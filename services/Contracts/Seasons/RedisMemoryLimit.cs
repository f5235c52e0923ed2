using System.Globalization;
using WedSync.Contracts.Quantities;

namespace WedSync.Contracts.Seasons;

/// <summary>How much of a Redis node's memory data may take. The program writes it at first, the season operator from then on.</summary>
public static class RedisMemoryLimit
{
    /// <summary>
    /// Share of a node's memory in percent. The rest is for copy-on-write during a rewrite of the append-only file, for
    /// replication buffers and for fragmentation.
    /// </summary>
    public const int Percent = 70;

    /// <summary>Name of the file that holds the limit, and key of it in its ConfigMap.</summary>
    public const string FileName = "maxmemory.conf";

    /// <summary>Bytes that data may take on a node, the value of <c>maxmemory</c>.</summary>
    public static long Bytes(BinaryQuantity memoryPerNode) => memoryPerNode.Bytes / 100 * Percent;

    /// <summary>Content of the file: one line in the form of redis.conf.</summary>
    public static string File(BinaryQuantity memoryPerNode)
        => string.Create(CultureInfo.InvariantCulture, $"maxmemory {Bytes(memoryPerNode)}\n");
}
