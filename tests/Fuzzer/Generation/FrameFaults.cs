using System.Text;

namespace WedSync.Fuzzer.Generation;

/// <summary>Breaks a request as HTTP.</summary>
internal static class FrameFaults
{
    private static readonly (string Name, string Value)[] Framing =
    [
        ("Content-Length", "-1"), ("Content-Length", "0"), ("Content-Length", "5, 5"), ("Content-Length", "+5"), ("Content-Length", "99999999999999999999"), ("Content-Length", "1e1"),
        ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "gzip, chunked"), ("Transfer-Encoding", "chunked, gzip"), ("Transfer-Encoding", "identity"), ("Transfer-Encoding", " chunked"),
        ("Transfer-Encoding", "xchunked"), ("Host", "other"), ("Host", ""), ("Host", "a b"), ("Host", "[::1"), ("Expect", "100-continue"), ("Expect", "200-ok"), ("Connection", "keep-alive, Upgrade"),
        ("Upgrade", "h2c"), ("Upgrade", "websocket"), ("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA"), ("TE", "trailers"), ("Trailer", "Content-Length"), ("X y", "z"), ("", "z"), ("X\0", "z"), ("X", "a\0b"), ("X", "a\rb"), ("X", "a\nb"), ("X", "\u0001\u007f\u00ff"),
        (":method", "GET"), ("Content-Length ", "3"),
    ];

    private static readonly string[] Lines =
    [
        "CONNECT cache:443 HTTP/1.1", "TRACE / HTTP/1.1", "GET http://cache/health HTTP/1.1", "GET http://other/health HTTP/1.1", "OPTIONS * HTTP/1.1", "GET  /health HTTP/1.1", "GET /health",
        "GET /health HTTP/1.0", "GET /health HTTP/0.9", "GET /health HTTP/2.0", "GET /health HTTP/9.9", "get /health HTTP/1.1", "G\0T /health HTTP/1.1", "GET /%00 HTTP/1.1", "GET /%zz HTTP/1.1", "GET /%c0%af HTTP/1.1",
        "GET /\u00e9 HTTP/1.1", "GET health HTTP/1.1", "GET /v1/entries/../../health HTTP/1.1", "GET /v1/entries/%2e%2e/x HTTP/1.1", "PRI * HTTP/2.0", " GET /health HTTP/1.1",
    ];

    public static FuzzRequest Break(FuzzRequest request, Draw draw)
    {
        var (head, body) = (request.Head, request.Body);
        for (var faults = draw.Between(1, 3); faults > 0; faults--)
        {
            switch (draw.Below(9))
            {
                case 0: head = WithLine(head, draw.Of(Lines)); break;
                case 1: head = WithHeader(head, draw.Of(Framing)); break;
                case 2: head = head.Replace("\r\n", draw.Of(["\n", "\r", "\r\n ", "\r\r\n"]), StringComparison.Ordinal); break;
                case 3: head = Encoding.Latin1.GetString(Flip(Encoding.Latin1.GetBytes(head), draw)); break;
                case 4: head = head[..draw.Below(head.Length + 1)]; break;
                case 5: body = body.Length == 0 ? draw.Bytes(draw.Between(1, 300)) : body[..draw.Below(body.Length)]; break;
                case 6: body = Flip(body, draw); break;
                case 7: head = WithHeader(head, (new string('h', draw.Of([1, 5000])), new string('v', draw.Of([1, 9000, 40_000])))); break;
                default: body = [.. body, .. Encoding.ASCII.GetBytes("GET /health HTTP/1.1\r\nHost: cache\r\n\r\n")]; break;
            }
        }

        return request with { Head = head, Body = body, IsWellFramed = false };
    }

    /// <summary>Changes up to eight bytes.</summary>
    public static byte[] Flip(byte[] bytes, Draw draw)
    {
        if (bytes.Length == 0) return bytes;
        byte[] changed = [.. bytes];
        for (var count = draw.Between(1, 8); count > 0; count--) changed[draw.Below(changed.Length)] = (byte)draw.Below(256);
        return changed;
    }

    private static string WithLine(string head, string line)
    {
        var end = head.IndexOf("\r\n", StringComparison.Ordinal);
        return end < 0 ? line : line + head[end..];
    }

    private static string WithHeader(string head, (string Name, string Value) header)
    {
        var end = head.IndexOf("\r\n", StringComparison.Ordinal);
        return end < 0 ? head : $"{head[..end]}\r\n{header.Name}: {header.Value}{head[end..]}";
    }
}
