using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using WedSync.CacheService.Tests.Api;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>One name, however it is sent: an erasure finds what a put stored, and no key is a step in a path.</summary>
[Collection(RegionTests.Name)]
public sealed class NamesTests(RegionFixture region)
{
    private const string Composed = "Zo\u00eb # M\u00fcller";
    private const string Decomposed = "Zoe\u0308 # Mu\u0308ller";

    private readonly string _name = Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData(Composed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData("\u00a0\u2003" + Decomposed + "\u3000", Composed)]
    [InlineData(Composed, "\\u0020\\t\\u00a0" + Composed + "\\n\\u2028")]
    [InlineData("#\u1e9b\u0323", "#\u017f\u0323\u0307")]
    [InlineData("#\ud55c", "#\u1112\u1161\u11ab")]
    public async Task Erase_HoweverTheSubjectIsWritten_FindsWhatThePutStored(string inHeader, string inJson)
    {
        Assert.Equal(201, await RawPutAsync(Encoding.UTF8.GetBytes(Own(inHeader))));
        using var erased = await region.First.PostAsync("/v1/subjects/erase", $$"""{"subject":"{{Own(inJson)}}"}""", region.Token);
        Assert.Equal(1, JsonDocument.Parse(await erased.Content.ReadAsStringAsync()).RootElement.GetProperty("erased").GetInt32());
    }

    [Fact]
    public async Task Erase_OfAnotherSubject_FindsNothing()
    {
        Assert.Equal(201, await RawPutAsync(Encoding.UTF8.GetBytes(Own(Composed))));
        foreach (var other in new[] { "Zoe # M\u00fcller", Composed.ToUpperInvariant(), "Zo\u00eb  # M\u00fcller" })
        {
            using var erased = await region.First.PostAsync("/v1/subjects/erase", $$"""{"subject":"{{Own(other)}}"}""", region.Token);
            Assert.Equal(0, JsonDocument.Parse(await erased.Content.ReadAsStringAsync()).RootElement.GetProperty("erased").GetInt32());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \\u00a0\\t ")]
    [InlineData("a\\u0000b")]
    [InlineData("a\\u0085b")]
    [InlineData("a\\ud800b")]
    public async Task Subject_ThatIsNone_IsRefusedInJson(string subject)
    {
        using var erased = await region.First.PostAsync("/v1/subjects/erase", $$"""{"subject":"{{subject}}"}""", region.Token);
        Assert.Equal("400 invalid-request", await EntryApiTests.ProblemOf(erased));
    }

    public static TheoryData<byte[]> BadHeaders =>
    [
        new byte[] { (byte)'a', 0xff }, new byte[] { 0xc3 }, new byte[] { 0xed, 0xa0, 0x80 }, new byte[] { 0xc0, 0xaf }, "\u00a0"u8.ToArray(), "a\u0085b"u8.ToArray(),
        Encoding.UTF8.GetBytes(new string('x', 257)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("e\u0301", 257))),
    ];

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task Subject_ThatIsNone_IsRefusedInAHeader(byte[] subject) => Assert.Equal(400, await RawPutAsync(subject));

    [Fact]
    public async Task Subject_OfTheLongestComposedForm_IsTaken() =>
        Assert.Equal(201, await RawPutAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("e\u0301", 256)))));

    [Theory]
    [InlineData("GET", "/v1/entries/.")]
    [InlineData("GET", "/v1/entries/..")]
    [InlineData("GET", "/v1/entries/%2e")]
    [InlineData("GET", "/v1/entries/%2E%2e")]
    [InlineData("GET", "/v1/entries/%252e")]
    [InlineData("PUT", "/v1/entries/.")]
    [InlineData("PUT", "/v1/entries/.%2e")]
    [InlineData("DELETE", "/v1/entries/%2e%2e")]
    [InlineData("DELETE", "/v1/leases/..")]
    [InlineData("POST", "/v1/leases/%2e/renew")]
    public async Task Key_OfDots_IsNoKeyOnAnyPath(string method, string path) =>
        Assert.InRange(await RawAsync($"{method} {path} HTTP/1.1\r\nWedSync-Lease: 1.x.y\r\nContent-Length: 0", []), 400, 405);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Key_OfDots_IsNoKeyInABatch(string key)
    {
        using var batch = await region.First.PostAsync("/v1/batch/get", $$"""{"keys":["good","{{key}}"]}""", region.Token);
        Assert.Equal("400 invalid-request", await EntryApiTests.ProblemOf(batch));
    }

    [Theory]
    [InlineData("600", 201)]
    [InlineData("601", 400)]
    [InlineData("2592000", 400)]
    public async Task NegativeEntry_LivesTenMinutesAtMost(string seconds, int status)
    {
        using var put = await region.First.PutAsync($"negative-{_name}", "", region.Token, ("WedSync-Negative", "true"), ("WedSync-Ttl", seconds));
        Assert.Equal(status, (int)put.StatusCode);
    }

    // Each test has subjects of its own.
    private string Own(string subject) => subject.Replace("#", _name, StringComparison.Ordinal);

    private Task<int> RawPutAsync(byte[] subject) =>
        RawAsync($"PUT /v1/entries/names-{Guid.NewGuid():N} HTTP/1.1\r\nContent-Length: 0\r\nWedSync-Subject: ", subject);

    // As it is: HttpClient takes steps out of paths, and no header but ASCII.
    private async Task<int> RawAsync(string head, byte[] end)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(region.First.Address.Host, region.First.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. end, .. Encoding.ASCII.GetBytes($"\r\nHost: x\r\nAuthorization: Bearer {region.Token}\r\nConnection: close\r\n\r\n")]);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return int.Parse((await reader.ReadToEndAsync()).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
