using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// Sums over records, one a bucket of names: equal records give equal sums whatever their order, and a difference shows in its bucket
/// only. Sums of 64-bit hashes protect against accidents, not against a peer that lies: peers are authenticated.
/// </summary>
internal sealed class Digest
{
    public const int MaxBits = 12;

    // A bucket's list costs about as much to send as eight sums.
    private const int RecordsPerBucket = 8;

    private readonly int _bits;

    private Digest(int bits, ulong[] buckets)
    {
        _bits = bits;
        Buckets = buckets;
        foreach (var bucket in buckets) Root += bucket;
    }

    public ulong[] Buckets { get; }

    public ulong Root { get; }

    public int Bits => _bits;

    /// <summary>Bits that suit a number of records.</summary>
    public static int BitsFor(int records) =>
        Math.Clamp(BitOperations.Log2((uint)Math.Max(1, records / RecordsPerBucket)), 0, MaxBits);

    public static Digest Of(IEnumerable<Item> items, int bits)
    {
        var buckets = new ulong[1 << bits];
        foreach (var item in items) buckets[BucketOf(item.Id, bits)] += Hash(item);
        return new Digest(bits, buckets);
    }

    public static int BucketOf(string id, int bits)
    {
        if (bits == 0) return 0;
        Span<byte> bytes = stackalloc byte[1024];
        return (int)(XxHash3.HashToUInt64(Utf8(id, bytes), seed: 1) >> (64 - bits));
    }

    /// <summary>Numbers of the buckets whose sums differ.</summary>
    public IReadOnlyList<int> Differing(ulong[] other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, Buckets.Length);
        return [.. Enumerable.Range(0, Buckets.Length).Where(i => Buckets[i] != other[i])];
    }

    private static ulong Hash(Item item)
    {
        Span<byte> bytes = stackalloc byte[1024];
        Span<byte> version = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(version, item.Version.Stamp.Value);
        BinaryPrimitives.WriteUInt64BigEndian(version[8..], item.WriteId);
        var hash = new XxHash3();
        hash.Append(Utf8(item.Id, bytes));
        hash.Append(version);
        hash.Append(Utf8(item.Version.Origin, bytes));
        return hash.GetCurrentHashAsUInt64();
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> buffer) =>
        Encoding.UTF8.GetByteCount(text) <= buffer.Length ? buffer[..Encoding.UTF8.GetBytes(text, buffer)] : Encoding.UTF8.GetBytes(text);
}
