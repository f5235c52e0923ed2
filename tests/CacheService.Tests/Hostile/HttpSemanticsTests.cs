using System.Text;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>What HTTP says that a server does, asked with exact bytes.</summary>
[Collection(RegionTests.Name)]
public sealed class HttpSemanticsTests(RegionFixture region, SmallEntriesPod small) : IClassFixture<SmallEntriesPod>, IDisposable
{
    private const int MaxEntry = SmallEntriesPod.MaxEntryBytes;

    private readonly string _key = $"semantics-{Guid.NewGuid():N}";
    private readonly Pod _pod = small.Pod;

    private string Path => $"/v1/entries/{_key}";

    // Whatever a test did: it was the client, and no failure of the service.
    public void Dispose() => Assert.DoesNotContain("\"LogLevel\":\"Error\"", _pod.Process.Output, StringComparison.Ordinal);

    [Theory]
    [InlineData(MaxEntry, 1, 201)]
    [InlineData(MaxEntry, 7, 201)]
    [InlineData(MaxEntry + 1, 7, 413)]
    public async Task Put_InChunks_IsMeasuredWithoutItsFraming(int length, int chunk, int status)
    {
        var body = string.Concat(Enumerable.Range(0, length).Chunk(chunk).Select(part => $"{part.Length:x}\r\n{new string('x', part.Length)}\r\n"));
        var answer = await AskAsync(RawClient.Head($"PUT {Path}", region.Token, "Transfer-Encoding: chunked") + body + "0\r\n\r\n");
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("ffffffffffffffffff\r\n")]
    [InlineData("80000000\r\n")]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("-1\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcXX0\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Body_BrokenFraming_IsTheClientsFault(string framing)
    {
        foreach (var (line, type) in new[] { ($"PUT {Path}", "text/plain"), ("POST /v1/lookup", "application/json") })
        {
            var answer = await AskAsync(RawClient.Head(line, region.Token, $"Content-Type: {type}", "Transfer-Encoding: chunked") + framing);
            Assert.Equal(400, answer.Status);
        }
    }

    [Theory]
    [InlineData("GET /v1/entries/none", 404)]
    [InlineData("DELETE /v1/entries/none", 204)]
    [InlineData("GET /health", 200)]
    [InlineData("POST /nowhere", 404)]
    public async Task Body_BrokenFramingThatNobodyReads_IsNoError(string line, int status)
    {
        var answer = await AskAsync(RawClient.Head(line, region.Token, "Transfer-Encoding: chunked") + "ffffffffffffffffff\r\n");
        Assert.Equal(status, answer.Status);
        await _pod.MetricsAsync();
    }

    [Theory]
    [InlineData("PUT", "gzip", 415)]
    [InlineData("PUT", "identity, gzip", 415)]
    [InlineData("PUT", "Identity", 201)]
    [InlineData("POST", "br", 415)]
    [InlineData("POST", "identity", 200)]
    public async Task ContentEncoding_OtherThanIdentity_IsRefused(string method, string encoding, int status)
    {
        var (path, body) = method == "PUT" ? (Path, "x") : ("/v1/batch/get", "{\"keys\":[\"a\"]}");
        var answer = await AskAsync(
            RawClient.Head($"{method} {path}", region.Token, "Content-Type: application/json", $"Content-Encoding: {encoding}", $"Content-Length: {body.Length}") + body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 415 ? "identity" : null, answer["Accept-Encoding"]);
    }

    [Fact]
    public async Task Head_IsAGetWithoutItsBody()
    {
        const string Counted = "http_requests_total{method=\"HEAD\",route=\"/v1/entries/{key}\",status=\"200\"}";
        await PutAsync("twelve bytes");
        var before = await _pod.MetricAsync(Counted);
        foreach (var (path, token, status) in new[] { (Path, region.Token, 200), (Path, region.Token, 200), (Path + "x", region.Token, 404), (Path, null, 401), ("/health", null, 200), ("/openapi/v1.json", null, 200), ("/nowhere", null, 404) })
        {
            using var client = await RawClient.ConnectAsync(_pod.Address);
            // Behind it on the same connection comes what shows that no byte of a body was sent.
            await client.SendAsync(RawClient.Head($"HEAD {path}", token) + RawClient.Head($"GET {path}", token));
            var head = await client.ReadAnswerAsync(hasBody: false);
            var get = await client.ReadAnswerAsync();
            Assert.Equal((status, status), (head.Status, get.Status));
            foreach (var header in new[] { "Content-Type", "ETag", "WedSync-State" }) Assert.Equal(get[header], head[header]);
            if (path.StartsWith(Path, StringComparison.Ordinal)) Assert.Equal(get["Content-Length"], head["Content-Length"]);
        }

        Assert.Equal(2, await _pod.MetricAsync(Counted) - before);
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("*", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("\"other\", W/{0} , \"more\"", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("no tag at all", 200)]
    public async Task IfNoneMatch_IsComparedWeaklyWithEachOfItsTags(string value, int status)
    {
        var tag = await PutAsync("x");
        var answer = await AskAsync(RawClient.Head($"GET {Path}", region.Token, "If-None-Match: " + string.Format(System.Globalization.CultureInfo.InvariantCulture, value, tag)));
        Assert.Equal(status, answer.Status);
        Assert.Equal(tag, answer["ETag"]);
    }

    [Theory]
    [InlineData("PUT", "If-Match: *")]
    [InlineData("PUT", "If-None-Match: *")]
    [InlineData("PUT", "If-Unmodified-Since: Sat, 01 Jan 2022 00:00:00 GMT")]
    [InlineData("PUT", "If-Modified-Since: Sat, 01 Jan 2022 00:00:00 GMT")]
    [InlineData("PUT", "If-Range: \"x\"")]
    [InlineData("PUT", "Content-Range: bytes 0-0/2")]
    [InlineData("DELETE", "If-Match: \"x\"")]
    [InlineData("DELETE", "If-None-Match: \"x\"")]
    [InlineData("GET", "If-Match: \"x\"")]
    [InlineData("GET", "WedSync-Ttll: 5")]
    [InlineData("GET", "Accept: a/b\r\nAccept: c/d\r\nWedSync-Ttll: 5")]
    [InlineData("GET", "WedSync-If-Error: yes")]
    [InlineData("GET", "WedSync-If-Error: true\r\nWedSync-If-Error: true")]
    [InlineData("HEAD", "wedsync-unknown: 1")]
    [InlineData("DELETE", "WedSync-Failed: 1")]
    [InlineData("PUT", "WedSync-Ttl: 5\r\nWedSync-Ttl: 6")]
    [InlineData("PUT", "WedSync-Negative: 1")]
    public async Task Header_ThatWouldBeIgnored_IsRefused(string method, string header)
    {
        await PutAsync("x");
        var answer = await AskAsync(RawClient.Head($"{method} {Path}", region.Token, header, method == "PUT" ? "Content-Length: 1" : "X-Other: 1") + (method == "PUT" ? "y" : ""));
        Assert.Equal(400, answer.Status);
        using var still = await _pod.GetAsync(_key, region.Token);
        Assert.Equal("x", await still.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_ThatAreFine_AreTaken()
    {
        await PutAsync("x", "WedSync-Tags: a", "WedSync-Tags: b", "WedSync-Ttl: 60");
        var answer = await AskAsync(RawClient.Head($"GET {Path}", region.Token, "Range: bytes=0-0", "WedSync-If-Error: false", "x-request-id: 1"));
        Assert.Equal((200, "x"), (answer.Status, answer.Body));
        var expecting = await AskAsync(RawClient.Head($"PUT {Path}", region.Token, "Expect: a-miracle", "Content-Length: 1") + "x");
        Assert.Equal(417, expecting.Status);
    }

    [Theory]
    [InlineData("OPTIONS /health", "GET, HEAD")]
    [InlineData("DELETE /health", "GET, HEAD")]
    [InlineData("PATCH /v1/entries/a", "DELETE, GET, HEAD, PUT")]
    [InlineData("GET /v1/lookup", "POST")]
    [InlineData("HEAD /v1/lookup", "POST")]
    public async Task Method_ThatIsNotAllowed_IsToldWhichAre(string line, string allowed)
    {
        var answer = await AskAsync(RawClient.Head(line, region.Token));
        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed, string.Join(", ", answer["Allow"]!.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Upload_CutOrReset_IsNoFailureOfTheService()
    {
        var before = await _pod.MetricsAsync();
        foreach (var (line, type) in new[] { ($"PUT {Path}", "text/plain"), ("POST /v1/lookup", "application/json"), ("POST /v1/batch/get", "application/json"), ("POST /v1/tags/invalidate", "application/json"), ("PUT /v1/admin/drain", "application/json") })
        {
            foreach (var framing in new[] { "Content-Length: 2000", "Transfer-Encoding: chunked" })
            {
                foreach (var resets in new[] { true, false })
                {
                    using var client = await RawClient.ConnectAsync(_pod.Address);
                    await client.SendAsync(RawClient.Head(line, region.Token, $"Content-Type: {type}", framing, "Expect: 100-continue"));
                    Assert.Equal(100, (await client.ReadAnswerAsync()).Status);
                    await client.SendAsync(framing.StartsWith('T') ? "ff\r\nhalf" : "half");
                    if (resets) client.Reset();
                }
            }
        }

        // Twenty uploads, each counted when it is over.
        await Eventually.TrueAsync(async () => Counted(await _pod.MetricsAsync(), "4") - Counted(before, "4") >= 20);
        Assert.Equal(Counted(before, "5"), Counted(await _pod.MetricsAsync(), "5"));
        Assert.Equal(0, await _pod.MetricAsync("cache_held_body_bytes"));
    }

    private static int Counted(string metrics, string statusClass) => metrics.Split('\n')
        .Where(line => line.StartsWith("http_requests_total{", StringComparison.Ordinal) && line.Contains($"status=\"{statusClass}", StringComparison.Ordinal) && !line.Contains("method=\"GET\"", StringComparison.Ordinal))
        .Sum(line => int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), System.Globalization.CultureInfo.InvariantCulture));

    private Task<RawAnswer> AskAsync(string request) => RawClient.AskAsync(_pod.Address, request);

    private async Task<string> PutAsync(string body, params string[] headers)
    {
        var put = await AskAsync(RawClient.Head($"PUT {Path}", region.Token, [$"Content-Length: {Encoding.ASCII.GetByteCount(body)}", .. headers]) + body);
        Assert.Equal(201, put.Status);
        return (await AskAsync(RawClient.Head($"GET {Path}", region.Token)))["ETag"]!;
    }
}
