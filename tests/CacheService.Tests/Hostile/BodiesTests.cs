using System.Diagnostics;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Clients that send slowly.</summary>
[Collection(nameof(BodiesTests))]
public sealed class BodiesTests : OwnRegion
{
    private const int Tries = 28;

    [Fact]
    public async Task SlowBodiesOfOneTenant_HoldNoPlaceOfAnother()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"));
        var other = Issuer.Token("other");
        var reader = Issuer.Token(scopes: "read");
        using var _ = await pod.PutAsync("seen", "seen", other);
        var puts = await SlowAsync(pod, 256, "PUT /v1/entries/slow", Token, "text/plain");
        var batches = await SlowAsync(pod, 512, "POST /v1/batch/get", reader, "application/json");
        var answers = new List<int>();
        for (var i = 0; i < Tries; i++)
        {
            using var put = await pod.PutAsync($"k{i}", "x", other);
            using var get = await pod.GetAsync("seen", other);
            answers.Add((int)put.StatusCode);
            answers.Add((int)get.StatusCode);
        }

        Assert.Equal([200, 201], answers.Distinct().Order());
        Assert.Equal(0, await pod.MetricAsync("cache_admitted_requests{lane=\"write\"}"));
        // All of them are still there, and what they have sent is counted.
        Assert.True(await pod.MetricAsync("cache_held_body_bytes") >= 768 * 300);
        foreach (var client in puts.Concat(batches)) client.Dispose();
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_held_body_bytes") == 0);
    }

    [Theory]
    [InlineData("PUT /v1/entries/slow", "text/plain")]
    [InlineData("POST /v1/lookup", "application/json")]
    public async Task Body_ThatTakesTooLong_Is408(string line, string type)
    {
        var pod = await StartPodAsync((EnvironmentNames.BodyTimeout, "1s"));
        using var client = (await SlowAsync(pod, 1, line, Token, type)).Single();
        var started = Stopwatch.GetTimestamp();
        var answer = await client.ReadAnswerAsync();
        Assert.Equal(408, answer.Status);
        Assert.Contains("urn:wedsync:problem:body-too-slow", answer.Body, StringComparison.Ordinal);
        Assert.Equal("close", answer["Connection"]);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task Body_UnderTheLeastRate_Is408()
    {
        var pod = await StartPodAsync((EnvironmentNames.BodyTimeout, "5m"));
        using var client = (await SlowAsync(pod, 1, "PUT /v1/entries/slow", Token, "text/plain")).Single();
        var answer = await client.ReadAnswerAsync();
        Assert.Equal(408, answer.Status);
        Assert.Contains("urn:wedsync:problem:body-too-slow", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesUnderWay_AreBoundedForATenant_AndLeaveRoomForTheNext()
    {
        var pod = await StartPodAsync(
            (EnvironmentNames.MaxEntryBytes, "65536"), (EnvironmentNames.MaxHeldBytes, "262144"), (EnvironmentNames.MinBodyRate, "1"));
        var half = new string('x', 60_000);
        var held = await SlowAsync(pod, 4, "PUT /v1/entries/slow", Token, "text/plain", half, 65_000);
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_held_body_bytes") >= 240_000);
        using var refused = await pod.PutAsync("more", half, Token);
        Assert.Equal("503 overloaded", await Api.EntryApiTests.ProblemOf(refused));
        Assert.Equal(1, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(1, await pod.MetricAsync("cache_requests_shed_total{reason=\"bodies\"}"));
        using var other = await pod.PutAsync("more", half, Issuer.Token("other"));
        Assert.Equal(201, (int)other.StatusCode);
        foreach (var client in held) client.Dispose();
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_held_body_bytes") == 0);
        using var taken = await pod.PutAsync("more", half, Token);
        Assert.Equal(201, (int)taken.StatusCode);
    }

    // With the interim answer there, the server waits for the body.
    private static async Task<RawClient[]> SlowAsync(
        Pod pod, int count, string line, string token, string type, string? begin = null, int length = 3000)
    {
        var head = RawClient.Head(line, token, $"Content-Type: {type}", $"Content-Length: {length}", "Expect: 100-continue");
        return await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var client = await RawClient.ConnectAsync(pod.Address);
            await client.SendAsync(head);
            Assert.Equal(100, (await client.ReadAnswerAsync()).Status);
            await client.SendAsync(begin ?? new string('x', 300));
            return client;
        }));
    }
}
