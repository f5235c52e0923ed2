using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace WedSync.Core.Keyspace;

/// <summary>
/// Which partition a record belongs to and how its Redis keys are named. The counts and the hash are part of the wire format
/// (docs/decisions/0021-partitions.md).
/// </summary>
public static class Partitions
{
    /// <summary>Number of partitions; a power of two.</summary>
    public const int Count = 4096;

    /// <summary>Lasting records live in the first partitions only, so that a starting pod finds them with few reads.</summary>
    public const int InvalidationCount = 16;

    /// <summary>Partition of a record.</summary>
    public static int Of(ReadOnlySpan<char> id)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        var length = Encoding.UTF8.GetByteCount(id);
        if (length > utf8.Length) utf8 = new byte[length];
        utf8 = utf8[..Encoding.UTF8.GetBytes(id, utf8)];
        var count = EntryId.IsInvalidation(id) ? InvalidationCount : Count;
        return (int)(XxHash3.HashToUInt64(utf8) & (ulong)(count - 1));
    }

    /// <summary>The entry.</summary>
    public static string EntryKey(int partition, string id) => Name("e", partition, id);

    /// <summary>Names whose latest version was written in <paramref name="origin"/>; score = stamp.</summary>
    public static string IndexKey(int partition, string origin) => Name("z", partition, origin);

    /// <summary>The partition's clock.</summary>
    public static string ClockKey(int partition) => string.Create(CultureInfo.InvariantCulture, $"h:{{{partition}}}");

    /// <summary>Per peer region: stamp up to which that peer holds everything.</summary>
    public static string AcknowledgedKey(int partition) => string.Create(CultureInfo.InvariantCulture, $"a:{{{partition}}}");

    /// <summary>What the region knows of the others' writes and deletes: see <see cref="Redis.ReplicationStore"/>.</summary>
    public static string ReplicationKey(int partition) => string.Create(CultureInfo.InvariantCulture, $"c:{{{partition}}}:replication");

    /// <summary>Names of a data subject's entries; <paramref name="subjectId"/> from <see cref="EntryId.ForSubject"/>.</summary>
    public static string SubjectKey(int partition, string subjectId) => Name("s", partition, subjectId);

    /// <summary>The lease on a name: who computes it now.</summary>
    public static string LeaseKey(int partition, string id) => Name("l", partition, id);

    /// <summary>Names of the partition's lasting records (<see cref="InvalidationId"/>); score = stamp.</summary>
    public static string InvalidationsKey(int partition) => string.Create(CultureInfo.InvariantCulture, $"g:{{{partition}}}");

    private static string Name(string kind, int partition, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{{{partition}}}:{rest}");
}
