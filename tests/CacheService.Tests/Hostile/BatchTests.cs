using System.Text.Json;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Small questions with large answers.</summary>
[Collection(nameof(BatchTests))]
public sealed class BatchTests : OwnRegion
{
    private const int Large = 1 << 20;
    private const int SmallBuffer = 4096;

    private readonly string _body = new('b', Large);

    [Fact]
    public async Task RepeatedKeys_AreRefused_AndNamed()
    {
        var pod = await StartPodAsync();
        using var response = await pod.PostAsync("/v1/batch/get", """{"keys":["a","b","a","c","b","a"]}""", Token);
        Assert.Equal(400, (int)response.StatusCode);
        var errors = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors");
        Assert.Equal(
            ["keys holds 'a' 3 times; allowed: each key once.", "keys holds 'b' 2 times; allowed: each key once."],
            errors.EnumerateArray().Select(error => error.GetString()));
    }

    [Fact]
    public async Task Answer_HoldsWhatFits_InOrder_AndOmitsTheRest()
    {
        var pod = await StartPodAsync();
        var keys = Enumerable.Range(0, 10).Select(i => $"k{i}").ToArray();
        foreach (var key in keys) await PutAsync(pod, key, key + _body[key.Length..]);
        await PutAsync(pod, "small", "small");
        await PutAsync(pod, "empty", "");
        using var response = await pod.PostAsync("/v1/batch/get", JsonSerializer.Serialize(new { keys = new[] { "none", "empty" }.Concat(keys).Append("small") }), Token);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var entries = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["none", "empty", .. keys, "small"], entries.Select(entry => entry.GetProperty("key").GetString()));
        Assert.Equal(
            ["miss", "fresh", .. Enumerable.Repeat("fresh", 8), "omitted", "omitted", "omitted"],
            entries.Select(entry => entry.GetProperty("state").GetString()));
        Assert.Equal("", entries[1].GetProperty("body").GetString());
        for (var i = 0; i < 8; i++)
            Assert.Equal(keys[i] + _body[keys[i].Length..], System.Text.Encoding.ASCII.GetString(entries[i + 2].GetProperty("body").GetBytesFromBase64()));
        Assert.False(entries[^1].TryGetProperty("body", out _));
    }

    [Fact]
    public async Task ClientsThatDoNotRead_HoldNoPlaces_AndLittleMemory()
    {
        // Nobody is cut here: on a busy machine the first would be before the last has asked.
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"), (EnvironmentNames.MaxConcurrency, "25"), (EnvironmentNames.ReadTimeout, "5m"));
        var keys = Enumerable.Range(0, 16).Select(i => $"k{i}").ToArray();
        foreach (var key in keys) await PutAsync(pod, key, _body);
        await ReadAsync(pod, keys[0]);
        var before = await pod.Process.ResidentBytesAsync();
        var question = JsonSerializer.Serialize(new { keys });
        var request = RawClient.Head("POST /v1/batch/get", Issuer.Token("acme", "read"), "Content-Type: application/json", $"Content-Length: {question.Length}") + question;
        var clients = await Task.WhenAll(Enumerable.Range(0, 25).Select(async _ =>
        {
            var client = await RawClient.ConnectAsync(pod.Address, receiveBuffer: SmallBuffer);
            await client.SendAsync(request);
            return client;
        }));
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_admitted_requests{lane=\"wait\"}") == 25, seconds: 60);
        Assert.Equal(0, await pod.MetricAsync("cache_admitted_requests{lane=\"read\"}"));
        Assert.Equal(_body, await ReadAsync(pod, keys[0]));
        Assert.InRange(await pod.MetricAsync("cache_held_body_bytes"), 25.0 * Large, 25.0 * ((4 * Large) + question.Length));
        // Held as a whole they were 25 times 16 MiB, and a third more as base64.
        Assert.InRange(await pod.Process.ResidentBytesAsync() - before, long.MinValue, 350L << 20);
        foreach (var client in clients) client.Dispose();
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_held_body_bytes") == 0);
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", pod.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeEntry_ThatNobodyReads_CountsUntilItsClientIsCut()
    {
        var pod = await StartPodAsync();
        await PutAsync(pod, "k", _body);
        using var client = await RawClient.ConnectAsync(pod.Address, receiveBuffer: SmallBuffer);
        for (var i = 0; i < 16; i++) await client.SendAsync(RawClient.Head("GET /v1/entries/k", Token));
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_held_body_bytes") == Large);
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_connections{port=\"api\"}") <= 1, seconds: 40);
        Assert.Equal(0, await pod.MetricAsync("cache_held_body_bytes"));
        Assert.Equal(_body, await ReadAsync(pod, "k"));
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", pod.Process.Output, StringComparison.Ordinal);
    }
}
