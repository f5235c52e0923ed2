using System.Globalization;
using System.Text;
using WedSync.Fuzzer.Api;

namespace WedSync.Fuzzer.Generation;

/// <summary>Requests made from the document: a third valid, a third with borderline or wrong values, a third with broken HTTP.</summary>
internal sealed class RequestGrammar(ApiModel api, IReadOnlyList<Caller> callers, int seed)
{
    private const int LongestLine = 8000;

    private static readonly string[] OtherPaths = ["/", "/v1", "/v1/entries", "/v1/entries/", "/v2/entries/k", "//v1/entries/k1", "/v1/entries/a/b", "/metrics", "/openapi/v9.json", "/v1/admin"];
    private static readonly string[] OtherMethods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"];

    private static readonly string[] OtherHeaders =
    [
        "If-None-Match", "If-Match", "If-Modified-Since", "Range", "Content-Range", "Content-Encoding", "Accept", "Accept-Encoding", "Cookie", "Origin", "X-Forwarded-For",
        "traceparent", "tracestate", "baggage", "WedSync-Unknown", "WedSync-State", "WedSync-Stamp", "Cache-Control", "Pragma", "X-HTTP-Method-Override", "Via", "Upgrade-Insecure-Requests", "Referer", "User-Agent",
    ];

    private readonly JsonGrammar _json = new(api.Schemas);

    /// <summary>The request of a number; always the same for a seed and a document.</summary>
    public FuzzRequest Make(long number)
    {
        var draw = new Draw(seed, number);
        var kind = draw.Below(3);
        var faults = kind == 0 ? 0 : 0.12;
        var request = draw.Chance(0.04) && kind > 0 ? Stray(number, draw) : Of(draw.Of(api.Operations), number, draw, faults);
        return kind == 2 ? FrameFaults.Break(request, draw) : request;
    }

    private FuzzRequest Of(Operation operation, long number, Draw draw, double faults)
    {
        var caller = draw.Of(callers);
        var (path, isItsOwn) = Path(operation.Path, draw, faults);
        var headers = new List<(string Name, string Value)> { ("Host", "cache"), ("Connection", "close") };
        if (caller.Tenant is not null || draw.Chance(0.3)) headers.Add(("Authorization", draw.Chance(faults) ? Header(draw) : "Bearer <<token>>"));
        foreach (var name in operation.Headers.Where(_ => draw.Chance(0.35))) headers.Add((name, Parameter(name, draw, faults)));
        while (draw.Chance(faults * 2)) headers.Add((draw.Of(OtherHeaders), Header(draw)));
        var body = operation.BodyType is null ? (draw.Chance(faults) ? Encoding.UTF8.GetBytes(Values.Text(draw)) : null) : Body(operation, caller, draw, faults);
        if (operation.BodyType is { } type) headers.Add(("Content-Type", draw.Chance(faults) ? Header(draw) : type == "*/*" ? "text/plain" : type));
        return Framed(number, isItsOwn ? operation : null, caller, $"{operation.Method} {path} HTTP/1.1", headers, body, draw);
    }

    /// <summary>A request for nothing that the document knows.</summary>
    private FuzzRequest Stray(long number, Draw draw)
    {
        var caller = draw.Of(callers);
        List<(string, string)> headers = [("Host", "cache"), ("Connection", "close"), ("Authorization", "Bearer <<token>>")];
        return Framed(number, null, caller, $"{draw.Of(OtherMethods)} {draw.Of(OtherPaths)} HTTP/1.1", headers, draw.Chance(0.3) ? draw.Bytes(10) : null, draw);
    }

    private static FuzzRequest Framed(long number, Operation? operation, Caller caller, string line, List<(string Name, string Value)> headers, byte[]? body, Draw draw)
    {
        var sent = body ?? [];
        if (body is not null && draw.Chance(0.3))
        {
            headers.Add(("Transfer-Encoding", "chunked"));
            sent = Chunked(body, draw);
        }
        else if (body is not null)
        {
            headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        var head = new StringBuilder(line).Append("\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        return new FuzzRequest
        {
            Number = number,
            Operation = operation,
            Caller = caller,
            IsWellFramed = line.Length < LongestLine && head.Length < 4 * LongestLine,
            Head = head.Append("\r\n").ToString(),
            Body = sent,
            Pieces = draw.Chance(0.1) ? [draw.Between(1, 40), draw.Between(1, 400)] : [],
        };
    }

    /// <summary>The path with its parameters filled in, and whether it still leads to its operation.</summary>
    private static (string Path, bool IsItsOwn) Path(string template, Draw draw, double faults)
    {
        var (open, close) = (template.IndexOf('{', StringComparison.Ordinal), template.IndexOf('}', StringComparison.Ordinal));
        var query = draw.Chance(faults) ? "?" + Uri.EscapeDataString(Values.Text(draw)) : "";
        if (open < 0) return (template + query, true);
        var key = draw.Chance(faults * 3) ? Values.Text(draw) : draw.Chance(0.15) ? Keys.Seen(draw) : Keys.Name(draw);
        // The server folds dot segments, and an empty one is another path.
        var isItsOwn = key is not ("" or "." or "..");
        var escaped = key.StartsWith("<<", StringComparison.Ordinal) ? key : Uri.EscapeDataString(key);
        return (template[..open] + escaped + template[(close + 1)..] + query, isItsOwn);
    }

    private static string Parameter(string name, Draw draw, double faults)
    {
        if (draw.Chance(faults * 3)) return Header(draw);
        return name switch
        {
            "WedSync-Ttl" => draw.Of(["1", "60", "86400"]),
            "WedSync-Tags" => $"tag:{draw.Below(6)},tag:{draw.Below(6)}",
            "WedSync-Subject" => $"couple:{draw.Below(4)}",
            "WedSync-Quality" => draw.Of(["0", "0.5", "1"]),
            "WedSync-Durability" => "local",
            "WedSync-Negative" or "WedSync-Failed" or "WedSync-If-Error" => draw.Of(["true", "false"]),
            "WedSync-Query-Type" => "vendor/florist",
            "WedSync-Wedding-Stage" => "booking",
            "WedSync-Lease" => Keys.Seen(draw),
            _ => Header(draw),
        };
    }

    /// <summary>A value of a header: UTF-8, without the characters that would end it.</summary>
    private static string Header(Draw draw)
    {
        var text = Values.Text(draw);
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(string.Concat(text.Where(c => !char.IsControl(c)))));
    }

    private byte[] Body(Operation operation, Caller caller, Draw draw, double faults)
    {
        if (operation.BodyType == "application/json") return JsonBytes(_json.Write(operation.BodySchema!, draw, faults), draw, faults);
        var bytes = draw.Bytes(draw.Chance(faults) ? draw.Of([0, 1 << 20, (1 << 20) + 1, 100_000]) : draw.Between(0, 2000));
        return [.. Encoding.ASCII.GetBytes(Caller.Mark(caller.Tenant ?? "none")), .. bytes];
    }

    private static byte[] JsonBytes(string json, Draw draw, double faults)
    {
        if (!draw.Chance(faults * 2)) return Encoding.UTF8.GetBytes(json);
        return draw.Below(4) switch
        {
            0 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)],
            1 => Encoding.Unicode.GetBytes(json),
            2 => Encoding.UTF8.GetBytes(json)[..draw.Below(json.Length + 1)],
            _ => FrameFaults.Flip(Encoding.UTF8.GetBytes(json), draw),
        };
    }

    private static byte[] Chunked(byte[] body, Draw draw)
    {
        using var sent = new MemoryStream();
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(body.Length - at, draw.Of([1, 7, 100, 5000, 1 << 20]) + at / 50);
            var extension = draw.Chance(0.05) ? ";name=value" : "";
            sent.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size:x}{extension}\r\n")));
            sent.Write(body, at, size);
            sent.Write("\r\n"u8);
            at += size;
        }

        sent.Write("0\r\n\r\n"u8);
        return sent.ToArray();
    }
}
