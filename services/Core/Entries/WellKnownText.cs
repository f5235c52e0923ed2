using System.Collections.Concurrent;
using System.Text;

namespace WedSync.Core.Entries;

/// <summary>
/// Header strings repeat in millions of entries (regions, media types, tags): a bounded pool hands out one instance of each,
/// without allocating to find it.
/// </summary>
internal static class WellKnownText
{
    private const int MaxPooled = 4096;
    private const int MaxLength = 64;

    private static readonly ConcurrentDictionary<string, string> Pool = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Pool.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int _count;

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > MaxLength) return Encoding.UTF8.GetString(utf8);
        Span<char> chars = stackalloc char[MaxLength];
        var text = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        if (Lookup.TryGetValue(text, out var pooled)) return pooled;
        var fresh = text.ToString();
        if (Volatile.Read(ref _count) < MaxPooled && Pool.TryAdd(fresh, fresh)) Interlocked.Increment(ref _count);
        return fresh;
    }
}
