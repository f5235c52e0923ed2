using System.Buffers.Binary;
using System.Text;
using WedSync.Core.Stamps;

namespace WedSync.Core.Entries;

/// <summary>
/// Wire format 1: a fixed part of 50 bytes that the Redis functions read and stamp, strings with a length before them, then the
/// body as it was sent. Numbers are big-endian. Never change it: a new form is a new version byte
/// (docs/decisions/0020-entry-format.md; snapshots in tests/Core.Tests/Entries/Snapshots).
/// </summary>
public static class EntryCodec
{
    /// <summary>The version byte of this format.</summary>
    public const byte FormatVersion = 1;

    /// <summary>Bytes before the first string.</summary>
    public const int FixedLength = 50;

    /// <summary>Offset of the 8 bytes that a Redis function fills in.</summary>
    public const int StampOffset = 2;

    /// <summary>Most tags of an entry.</summary>
    public const int MaxTags = 32;

    /// <summary>Longest string of those with a one-byte length, in bytes of UTF-8.</summary>
    public const int MaxShortString = 255;

    /// <summary>Longest subject, in bytes of UTF-8.</summary>
    public const int MaxSubject = 512;

    /// <summary>Writes header and body.</summary>
    /// <exception cref="ArgumentException">A string or the number of tags is over its limit.</exception>
    public static byte[] Encode(Entry entry, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Tags.Count > MaxTags) throw new ArgumentException($"{entry.Tags.Count} tags; at most {MaxTags}.", nameof(entry));
        var buffer = new byte[HeaderLength(entry) + body.Length];
        buffer[0] = FormatVersion;
        buffer[1] = (byte)entry.Flags;
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(StampOffset), entry.Stamp.Value);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(10), entry.AsOf.Value);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(18), entry.FreshUntil);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(26), entry.StaleUntil);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(34), entry.ExpiresAt);
        BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(42), entry.WriteId);
        var rest = WriteStrings(entry, buffer.AsSpan(FixedLength));
        body.CopyTo(rest);
        return buffer;
    }

    /// <summary>Reads a header; false for anything that is not a whole header of this format.</summary>
    /// <param name="value">The stored bytes.</param>
    /// <param name="entry">The header.</param>
    /// <param name="bodyOffset">Where the body starts in <paramref name="value"/>.</param>
    public static bool TryDecode(ReadOnlySpan<byte> value, out Entry? entry, out int bodyOffset)
    {
        entry = null;
        bodyOffset = 0;
        if (value.Length < FixedLength || value[0] != FormatVersion) return false;
        var reader = new StringReader(value[FixedLength..]);
        if (!reader.TryShort(out var origin) || !reader.TryShort(out var residency) || !reader.TryLong(out var subject)
            || !reader.TryShort(out var contentType) || !reader.TryShort(out var queryType) || !reader.TryShort(out var stage)
            || !reader.TryList(out var tags))
        {
            return false;
        }

        bodyOffset = FixedLength + reader.Position;
        entry = new Entry
        {
            Flags = (EntryTraits)value[1],
            Stamp = new Stamp(BinaryPrimitives.ReadInt64BigEndian(value[StampOffset..])),
            AsOf = new Stamp(BinaryPrimitives.ReadInt64BigEndian(value[10..])),
            FreshUntil = BinaryPrimitives.ReadInt64BigEndian(value[18..]),
            StaleUntil = BinaryPrimitives.ReadInt64BigEndian(value[26..]),
            ExpiresAt = BinaryPrimitives.ReadInt64BigEndian(value[34..]),
            WriteId = BinaryPrimitives.ReadUInt64BigEndian(value[42..]),
            Origin = origin,
            Residency = residency,
            Subject = subject,
            ContentType = contentType,
            QueryType = queryType,
            WeddingStage = stage,
            Tags = tags,
        };
        return origin.Length > 0;
    }

    private static int HeaderLength(Entry entry)
    {
        var length = FixedLength + Short(entry.Origin) + Short(entry.Residency) + 2 + Measure(entry.Subject, MaxSubject)
            + Short(entry.ContentType) + Short(entry.QueryType) + Short(entry.WeddingStage) + 1;
        foreach (var tag in entry.Tags) length += Short(tag);
        return length;

        static int Short(string text) => 1 + Measure(text, MaxShortString);
    }

    private static int Measure(string text, int limit)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        return count <= limit ? count : throw new ArgumentException($"A header string has {count} bytes; at most {limit}.", nameof(text));
    }

    private static Span<byte> WriteStrings(Entry entry, Span<byte> to)
    {
        to = WriteShort(entry.Residency, WriteShort(entry.Origin, to));
        var count = Encoding.UTF8.GetBytes(entry.Subject, to[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)count);
        to = WriteShort(entry.WeddingStage, WriteShort(entry.QueryType, WriteShort(entry.ContentType, to[(2 + count)..])));
        to[0] = (byte)entry.Tags.Count;
        to = to[1..];
        foreach (var tag in entry.Tags) to = WriteShort(tag, to);
        return to;
    }

    private static Span<byte> WriteShort(string text, Span<byte> to)
    {
        var count = Encoding.UTF8.GetBytes(text, to[1..]);
        to[0] = (byte)count;
        return to[(1 + count)..];
    }

    private ref struct StringReader(ReadOnlySpan<byte> source)
    {
        private readonly ReadOnlySpan<byte> _source = source;

        public int Position { get; private set; }

        public bool TryShort(out string text)
        {
            text = "";
            return Position < _source.Length && TryText(1, _source[Position], out text);
        }

        public bool TryLong(out string text)
        {
            text = "";
            return Position + 2 <= _source.Length
                && TryText(2, BinaryPrimitives.ReadUInt16BigEndian(_source[Position..]), out text);
        }

        public bool TryList(out string[] texts)
        {
            texts = [];
            if (Position >= _source.Length || _source[Position] > MaxTags) return false;
            var list = new string[_source[Position++]];
            for (var i = 0; i < list.Length; i++)
            {
                if (!TryShort(out list[i])) return false;
            }

            texts = list;
            return true;
        }

        private bool TryText(int prefix, int count, out string text)
        {
            text = "";
            if (Position + prefix + count > _source.Length) return false;
            text = WellKnownText.Get(_source.Slice(Position + prefix, count));
            Position += prefix + count;
            return true;
        }
    }
}
