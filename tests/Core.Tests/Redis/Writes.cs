using WedSync.Core.Entries;
using WedSync.Core.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>Short forms of requests that tests make.</summary>
internal static class Writes
{
    public static WriteRequest Put(string id, string body = "v", int seconds = 60, params string[] tags)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeMilliseconds();
        return new WriteRequest
        {
            Id = id,
            Body = System.Text.Encoding.UTF8.GetBytes(body),
            Entry = new Entry
            {
                Origin = "-",
                FreshUntil = until,
                StaleUntil = until,
                ExpiresAt = until,
                WriteId = WriteIds.Next(),
                Tags = tags,
            },
        };
    }

    public static string Body(byte[]? value)
    {
        if (value is null) return "(none)";
        return EntryCodec.TryDecode(value, out _, out var offset) ? System.Text.Encoding.UTF8.GetString(value.AsSpan(offset)) : "(broken)";
    }

    public static Entry Header(byte[]? value) =>
        value is not null && EntryCodec.TryDecode(value, out var entry, out _) ? entry! : throw new InvalidDataException("No entry.");
}
