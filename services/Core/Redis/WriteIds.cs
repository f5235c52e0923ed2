using System.Security.Cryptography;

namespace WedSync.Core.Redis;

/// <summary>Draws ids of writes.</summary>
public static class WriteIds
{
    /// <summary>64 random bits, never zero.</summary>
    public static ulong Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) | 1;
    }
}
