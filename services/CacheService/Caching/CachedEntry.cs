using WedSync.Core.Entries;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Caching;

/// <summary>A stored value with everything an answer needs made once: a hit in memory copies bytes and allocates next to nothing.</summary>
internal sealed class CachedEntry
{
    // Header, strings and bookkeeping beside the bytes, measured with 2 KB entries.
    private const int Overhead = 600;

    private long _checkedVersion = -1;

    private CachedEntry(string id, byte[] value, Entry header, int bodyOffset)
    {
        Id = id;
        Value = value;
        Header = header;
        BodyOffset = bodyOffset;
        ETag = $"\"{header.Stamp}-{header.Origin}\"";
        Stamp = header.Stamp.ToString();
        ContentType = header.ContentType.Length == 0 ? "application/octet-stream" : header.ContentType;
        InvalidatedBy = InvalidationIds(id, header);
    }

    public string Id { get; }

    public byte[] Value { get; }

    public Entry Header { get; }

    public int BodyOffset { get; }

    public string ETag { get; }

    public string Stamp { get; }

    public string ContentType { get; }

    /// <summary>Names of the invalidation records that can end it.</summary>
    public string[] InvalidatedBy { get; }

    /// <summary>Which state of the region's changes it was read in.</summary>
    public int Epoch { get; init; }

    public ReadOnlyMemory<byte> Body => Value.AsMemory(BodyOffset);

    /// <summary>Bytes of memory that it takes, about.</summary>
    public long Size => Value.Length + Overhead;

    /// <summary>Null when the bytes are no entry that this build knows.</summary>
    public static CachedEntry? Parse(string id, byte[] value, int epoch) =>
        EntryCodec.TryDecode(value, out var header, out var bodyOffset)
            ? new CachedEntry(id, value, header!, bodyOffset) { Epoch = epoch }
            : null;

    /// <summary>Whether an invalidation covers it. The look into the table is made once for each of its states.</summary>
    public bool IsInvalidated(InvalidationTable table)
    {
        if (InvalidatedBy.Length == 0) return false;
        var version = table.Version;
        if (Volatile.Read(ref _checkedVersion) == version) return false;
        foreach (var id in InvalidatedBy)
        {
            if (table.StampOf(id) > Header.Basis.Value) return true;
        }

        Volatile.Write(ref _checkedVersion, version);
        return false;
    }

    private static string[] InvalidationIds(string id, Entry header)
    {
        var count = header.Tags.Count + (header.Subject.Length > 0 ? 1 : 0);
        if (count == 0) return [];
        var ids = new string[count];
        var tenant = EntryId.Tenant(id).ToString();
        for (var i = 0; i < header.Tags.Count; i++) ids[i] = InvalidationId.OfTag(tenant, header.Tags[i]);
        if (header.Subject.Length > 0) ids[^1] = InvalidationId.OfSubject(header.Subject);
        return ids;
    }
}
