using System.Globalization;

namespace WedSync.Core.Keyspace;

/// <summary>The hash slot of Redis Cluster: CRC16 (XMODEM) of the hash tag, modulo 16384.</summary>
public static class HashSlot
{
    /// <summary>Slots of a cluster.</summary>
    public const int Count = 16384;

    /// <summary>The slot of all keys of a partition.</summary>
    public static int OfPartition(int partition)
    {
        Span<char> digits = stackalloc char[11];
        partition.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        var crc = 0;
        foreach (var digit in digits[..length])
        {
            crc ^= digit << 8;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x1021) & 0xFFFF : (crc << 1) & 0xFFFF;
        }

        return crc % Count;
    }
}
