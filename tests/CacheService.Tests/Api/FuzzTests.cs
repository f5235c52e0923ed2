using System.Net.Sockets;
using System.Text;
using WedSync.CacheService.Tests.Support;
using Xunit.Abstractions;

namespace WedSync.CacheService.Tests.Api;

/// <summary>Whatever is sent, the answer is a refusal and never a failure of the service. The seed is fixed: a finding repeats.</summary>
[Collection(RegionTests.Name)]
public sealed class FuzzTests(RegionFixture region, ITestOutputHelper output)
{
    private const int Seed = 20260502;

    private static readonly string[] Seeds =
    [
        """{"model":"m","messages":[{"role":"user","content":"x"}],"parameters":{"a":1}}""",
        """{"keys":["a","b"]}""",
        """{"tags":["a"]}""",
        """{"subject":"s"}""",
        """{"reason":null}""",
        """{"tokenId":"x","expiresAt":"2026-01-01T00:00:00Z"}""",
        """{"model":"m","model":"n","messages":[]}""",
        """{"model":"\ud800","messages":[{"role":"user","content":"\udfff"}]}""",
        """{"model":"m","messages":[{"role":"user","content":"x"}],"parameters":{"\ud800":"\ud800"}}""",
        """{"model":"m","messages":[null],"parameters":[]}""",
        """{"model":"m","messages":[{"role":"u","content":"x"}],"parameters":{"n":1e999,"m":-0.0,"k":123456789012345678901234567890}}""",
        """{"model":"m","messages":[{"role":"u","content":"x"}],"waitMilliseconds":99999999999}""",
    ];

    private static readonly string[] Paths =
        ["/v1/lookup", "/v1/batch/get", "/v1/tags/invalidate", "/v1/subjects/erase", "/v1/admin/revocations"];

    [Fact]
    public async Task Bodies_MutatedJson_NeverFailTheService()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 400; i++)
        {
            var body = Mutate(random, Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]));
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            var path = Paths[random.Next(Paths.Length)];
            using var response = await region.First.SendAsync(HttpMethod.Post, path, region.Token, content);
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} for {path} {Convert.ToHexString(body)}");
        }
    }

    [Fact]
    public async Task Bodies_Seeds_NeverFailTheService()
    {
        foreach (var path in Paths)
        {
            foreach (var body in Seeds.Append("").Append("null").Append("[]").Append(new string('[', 5000)).Append("{\"a\":" + new string('{', 100)))
            {
                using var response = await region.First.PostAsync(path, body, region.Token);
                Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} for {path} {body}");
            }
        }
    }

    [Fact]
    public async Task Heads_RawBytes_NeverFailTheService()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var heads = new[]
        {
            $"GET /v1/entries/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nConnection: close\r\n\r\n",
            $"PUT /v1/entries/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nWedSync-Tags: a\r\nWedSync-Tags: b\r\nContent-Type: a/b\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
            $"PUT /v1/entries/%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
            $"PUT /v1/entries/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nContent-Type: text/pl\u00e4in\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
            $"PUT /v1/entries/a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
            "POST /v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        };
        for (var i = 0; i < 300; i++)
        {
            var head = Encoding.Latin1.GetBytes(heads[i % heads.Length]);
            if (i >= heads.Length) head = Mutate(random, head);
            var answer = await SendRawAsync(head);
            Assert.False(answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && !answer.Contains("HTTP/1.1 505", StringComparison.Ordinal), $"{answer} for {Convert.ToHexString(head)}");
            Assert.DoesNotContain("\nSet-Cookie:", answer, StringComparison.Ordinal);
        }
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var list = bytes.ToList();
        for (var n = random.Next(1, 6); n > 0 && list.Count > 0; n--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(4))
            {
                case 0: list[at] = (byte)random.Next(256); break;
                case 1: list.RemoveAt(at); break;
                case 2: list.Insert(at, (byte)random.Next(256)); break;
                default: list.InsertRange(at, list.GetRange(at, Math.Min(8, list.Count - at))); break;
            }
        }

        return [.. list];
    }

    private async Task<string> SendRawAsync(byte[] head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(region.First.Address.Host, region.First.Address.Port);
        var stream = client.GetStream();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await stream.WriteAsync(head, patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            return Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return "";
        }
    }
}
