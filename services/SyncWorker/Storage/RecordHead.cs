using System.Buffers.Binary;
using System.Text;
using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Storage;

/// <summary>Reads the start of a stored value, as far as residency: what comparisons need, without the body.</summary>
internal static class RecordHead
{
    private const int OriginAt = EntryCodec.FixedLength;

    public static bool TryRead(string id, ReadOnlySpan<byte> head, out Item item)
    {
        item = default;
        if (head.Length < OriginAt + 2 || head[0] != EntryCodec.FormatVersion) return false;
        if (!TryText(head, OriginAt, out var origin, out var next) || !TryText(head, next, out var residency, out _)) return false;
        var stamp = new Stamp(BinaryPrimitives.ReadInt64BigEndian(head[EntryCodec.StampOffset..]));
        var writeId = BinaryPrimitives.ReadUInt64BigEndian(head[42..]);
        item = new Item(id, new Version(stamp, origin), writeId, (EntryTraits)head[1], residency);
        return true;
    }

    private static bool TryText(ReadOnlySpan<byte> head, int at, out string text, out int next)
    {
        text = "";
        next = at + 1 + (at < head.Length ? head[at] : 0);
        if (at >= head.Length || next > head.Length) return false;
        text = Encoding.UTF8.GetString(head[(at + 1)..next]);
        return true;
    }
}
