using System.Globalization;
using System.Text;

namespace WedSync.Fuzzer.Sending;

/// <summary>What came back on a connection.</summary>
internal sealed record Answer
{
    /// <summary>0 = none.</summary>
    public int Status { get; private init; }

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    /// <summary>Without its framing.</summary>
    public byte[] Body { get; private init; } = [];

    /// <summary>Why it is no whole answer of HTTP/1.1; null = it is one.</summary>
    public string? Fault { get; private init; }

    /// <summary>Bytes after its end.</summary>
    public int Extra { get; private init; }

    /// <summary>All that came.</summary>
    public byte[] Raw { get; private init; } = [];

    /// <summary>Until the connection's end.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether the wait for it was given up.</summary>
    public bool IsLate { get; init; }

    public string MediaType => Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();

    public static Answer Parse(byte[] raw, bool isHead)
    {
        var at = 0;
        while (true)
        {
            var end = raw.AsSpan(at).IndexOf("\r\n\r\n"u8);
            if (end < 0) return new Answer { Raw = raw, Fault = raw.Length == 0 ? null : "its headers have no end" };
            var lines = Encoding.Latin1.GetString(raw, at, end).Split("\r\n");
            at += end + 4;
            var words = lines[0].Split(' ', 3);
            if (words.Length < 2 || !words[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || !int.TryParse(words[1], CultureInfo.InvariantCulture, out var status))
                return new Answer { Raw = raw, Fault = $"its first line is '{lines[0]}'" };
            // 100 and 103 come before the answer.
            if (status is 100 or 102 or 103) continue;
            return WithBody(new Answer { Raw = raw, Status = status, Headers = ReadHeaders(lines[1..]) }, raw[at..], isHead);
        }
    }

    private static Dictionary<string, string> ReadHeaders(string[] lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private static Answer WithBody(Answer answer, byte[] rest, bool isHead)
    {
        if (isHead || answer.Status is 204 or 304 or 101) return answer with { Extra = rest.Length };
        if (answer.Headers.TryGetValue("Content-Length", out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var length))
        {
            return rest.Length < length
                ? answer with { Body = rest, Fault = $"its body has {rest.Length} of {length} bytes" }
                : answer with { Body = rest[..length], Extra = rest.Length - length };
        }

        return answer.Headers.ContainsKey("Transfer-Encoding") ? Dechunked(answer, rest) : answer with { Body = rest };
    }

    private static Answer Dechunked(Answer answer, byte[] rest)
    {
        using var body = new MemoryStream();
        for (var at = 0; ;)
        {
            var end = rest.AsSpan(at).IndexOf("\r\n"u8);
            if (end < 0 || !int.TryParse(Encoding.ASCII.GetString(rest, at, end), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) || rest.Length < at + end + 2 + size + 2)
                return answer with { Body = body.ToArray(), Fault = "its chunked body has no end" };
            body.Write(rest, at + end + 2, size);
            at += end + 2 + size + 2;
            if (size == 0) return answer with { Body = body.ToArray(), Extra = rest.Length - at };
        }
    }
}
