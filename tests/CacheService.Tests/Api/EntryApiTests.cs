using System.Net;
using System.Text.Json;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class EntryApiTests(RegionFixture region)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task PutThenGet_SameBytesTypeAndVersion()
    {
        using var content = new ByteArrayContent([0, 1, 2, 255]);
        content.Headers.ContentType = new("application/x-answer");
        using var put = await region.First.SendAsync(HttpMethod.Put, $"/v1/entries/{_key}", region.Token, content);
        var answer = JsonDocument.Parse(await put.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("us-east", answer.GetProperty("origin").GetString());

        using var get = await region.First.GetAsync(_key, region.Token);
        Assert.Equal([0, 1, 2, 255], await get.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/x-answer", get.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"\"{answer.GetProperty("stamp").GetString()}-us-east\"", get.Headers.ETag!.Tag);
        Assert.Equal("fresh", get.Headers.GetValues("WedSync-State").Single());
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());

        using var unchanged = await region.First.GetAsync(_key, region.Token, ("If-None-Match", get.Headers.ETag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task ChangeAndDelete_SeenByTheOtherPodWithinASecond()
    {
        await PutAsync("one");
        Assert.Equal("one", await ReadAsync(region.Second));
        await PutAsync("two");
        Assert.InRange((await Eventually.TrueAsync(async () => await ReadAsync(region.Second) == "two")).TotalSeconds, 0, 1);

        using var deleted = await region.First.SendAsync(HttpMethod.Delete, $"/v1/entries/{_key}", region.Token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.InRange((await Eventually.TrueAsync(async () => await ReadAsync(region.Second) == "404 not-found")).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task Tenant_ComesFromTheTokenAlone()
    {
        await PutAsync("of acme");
        using var other = await region.First.GetAsync(_key, region.Issuer.Token("beta"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Stale_IsServedAndOneLookupRenewsIt()
    {
        await PutAsync("old", ("WedSync-Query-Type", "short"));
        await Eventually.TrueAsync(async () =>
        {
            using var response = await region.First.GetAsync(_key, region.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return response.Headers.GetValues("WedSync-State").Single() == "stale";
        });
    }

    [Fact]
    public async Task PastStale_OnlyForACallerWhoseOriginFailed()
    {
        await PutAsync("old", ("WedSync-Query-Type", "brief"));
        await Eventually.TrueAsync(async () => await ReadAsync(region.First) == "404 not-found");
        using var rescued = await region.First.GetAsync(_key, region.Token, ("WedSync-If-Error", "true"));
        Assert.Equal("old", await rescued.Content.ReadAsStringAsync());
        Assert.Equal("stale-if-error", rescued.Headers.GetValues("WedSync-State").Single());
    }

    [Fact]
    public async Task Negative_IsRememberedAsSuch()
    {
        await PutAsync("", ("WedSync-Negative", "true"));
        Assert.Equal("404 negative-entry", await ReadAsync(region.First));
    }

    [Fact]
    public async Task Replicated_WithoutASecondRegion_SaysThatItIsLocalOnly()
    {
        using var put = await region.First.PutAsync(_key, "x", region.Token, ("WedSync-Durability", "replicated"));
        Assert.Equal("503 not-replicated", await ProblemOf(put));
        Assert.Equal("x", await ReadAsync(region.First));
    }

    [Fact]
    public async Task Replicated_WhileItWaits_TakesNoWritersPlace()
    {
        // One write at a time.
        using var pod = await region.StartPodAsync("narrow", (EnvironmentNames.MaxConcurrency, "2"));
        var waiting = new List<Task<HttpResponseMessage>>();
        for (var i = 0; i < 3; i++)
        {
            var key = $"{_key}-{i}";
            waiting.Add(pod.PutAsync(key, "x", region.Token, ("WedSync-Durability", "replicated")));
            await Eventually.TrueAsync(async () =>
            {
                using var read = await pod.GetAsync(key, region.Token);
                return read.StatusCode == HttpStatusCode.OK;
            });
        }

        using var local = await pod.PutAsync(_key, "y", region.Token);
        Assert.Equal(HttpStatusCode.Created, local.StatusCode);
        Assert.Equal(3, waiting.Count(put => !put.IsCompleted));
        foreach (var put in waiting)
        {
            using var answer = await put;
            Assert.Equal("503 not-replicated", await ProblemOf(answer));
        }
    }

    [Fact]
    public async Task Replicated_ConfirmedByAPeer_Succeeds()
    {
        var id = Core.Keyspace.EntryId.ForKey("acme", _key);
        var partition = Core.Keyspace.Partitions.Of(id);
        var far = Core.Stamps.Stamp.From(DateTimeOffset.UtcNow.AddHours(1)).ToString();
        await region.Cluster.CommandAsync(
            await region.Cluster.PrimaryOfAsync(id), "HSET", Core.Keyspace.Partitions.AcknowledgedKey(partition), "us-west", far);
        using var put = await region.First.PutAsync(_key, "x", region.Token, ("WedSync-Durability", "replicated"));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Contains("\"durability\":\"replicated\"", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Residency_OfAnotherGroup_IsRefused()
    {
        using var put = await region.First.PutAsync(_key, "x", region.Token, ("WedSync-Residency", "eu"));
        Assert.Equal("409 residency", await ProblemOf(put));
    }

    [Fact]
    public async Task Batch_AnswersInOrder()
    {
        await PutAsync("body");
        using var response = await region.Second.PostAsync("/v1/batch/get", $$"""{"keys":["missing-{{_key}}","{{_key}}"]}""", region.Token);
        var entries = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("entries");
        Assert.Equal("miss", entries[0].GetProperty("state").GetString());
        Assert.Equal("body", System.Text.Encoding.UTF8.GetString(entries[1].GetProperty("body").GetBytesFromBase64()));
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { "GET", "/v1/entries/" + new string('k', 257), "", "400 invalid-key" },
        { "GET", "/v1/entries/a%20b", "", "400 invalid-key" },
        { "PUT", "/v1/entries/a", "WedSync-Ttl: 0", "400 invalid-request" },
        { "PUT", "/v1/entries/a", "WedSync-Colour: red", "400 invalid-request" },
        { "PUT", "/v1/entries/a", "WedSync-Tags: a b", "400 invalid-request" },
        { "PUT", "/v1/entries/a", "WedSync-Quality: NaN", "400 invalid-request" },
        { "PUT", "/v1/entries/a", "WedSync-Lease: x", "400 invalid-request" },
        { "PATCH", "/v1/entries/a", "", "405 method-not-allowed" },
        { "GET", "/nothing", "", "404 no-such-path" },
        { "POST", "/v1/lookup", "", "415 unsupported-media-type" },
        { "GET", "/v1/entries/a", "-", "401 unauthenticated" },
        { "DELETE", "/v1/entries/a", "-", "401 unauthenticated" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsAProblemThatNamesIt(string method, string path, string header, string expected)
    {
        var headers = header.Contains(':', StringComparison.Ordinal)
            ? new[] { (header.Split(": ")[0], header.Split(": ")[1]) }
            : [];
        using var response = await region.First.SendAsync(new HttpMethod(method), path, header == "-" ? null : region.Token, null, headers);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await ProblemOf(response));
    }

    [Fact]
    public async Task Body_OverTheLimit_IsRefusedWithAndWithoutLength()
    {
        using var known = await region.First.SendAsync(HttpMethod.Put, $"/v1/entries/{_key}", region.Token, new ByteArrayContent(new byte[(1 << 20) + 1]));
        Assert.Equal(413, (int)known.StatusCode);
        using var fits = await region.First.SendAsync(HttpMethod.Put, $"/v1/entries/{_key}", region.Token, new ByteArrayContent(new byte[1 << 20]));
        Assert.Equal(201, (int)fits.StatusCode);
    }

    [Fact]
    public async Task Put_AllFaultsAtOnce()
    {
        using var response = await region.First.PutAsync(
            _key, "x", region.Token, ("WedSync-Ttl", "x"), ("WedSync-Durability", "maybe"), ("WedSync-Negative", "1"));
        var errors = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");
        Assert.Equal(3, errors.GetArrayLength());
    }

    private async Task PutAsync(string body, params (string Name, string Value)[] headers)
    {
        using var put = await region.First.PutAsync(_key, body, region.Token, headers);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    private async Task<string> ReadAsync(Pod pod)
    {
        using var response = await pod.GetAsync(_key, region.Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : await ProblemOf(response);
    }

    internal static async Task<string> ProblemOf(HttpResponseMessage response)
    {
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        return $"{(int)response.StatusCode} {problem.GetProperty("type").GetString()!["urn:wedsync:problem:".Length..]}";
    }
}
