using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

[Collection(RunningPlatform.Name)]
public sealed class ServingTests(RunningPlatform running)
{
    private readonly Platform _platform = running.Platform;

    [Fact]
    public async Task Status_EveryPodIsReady_AndWhatIsLeftOutHasAReason()
    {
        var status = await _platform.StatusAsync();

        Assert.Equal(["us-east", "eu-west"], status.Regions().Select(r => (string)r["name"]!));
        Assert.True(status.AllReady(), status.ToString());
        foreach (var region in status.Regions())
        {
            Assert.Equal(6, region.Workloads().Single(w => (string)w["name"]! == "redis-cluster-primary")["pods"]!.AsArray().Count);
        }

        var leftOut = status["leftOut"]!.AsArray();
        Assert.Contains(leftOut, l => (string)l!["workload"]! == "grafana");
        Assert.All(leftOut, l => Assert.False(string.IsNullOrWhiteSpace((string?)l!["reason"])));
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("eu-west")]
    public async Task Put_ThroughTheGateway_IsReadBackFromItsRegion(string region)
    {
        using var client = await _platform.ClientAsync(region);
        var path = $"/v1/entries/e2e-{Guid.NewGuid():N}";

        using var put = await client.PutAsync(path, new StringContent("seating for 120"));
        using var get = await client.GetAsync(path);

        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.Equal("seating for 120", await get.Content.ReadAsStringAsync());
        Assert.Equal($"{region}/stable", get.Headers.GetValues("X-Served-By").Single());
    }

    [Fact]
    public async Task Lookup_WithoutScope_IsForbiddenWithProblemDetails()
    {
        using var client = await _platform.ClientAsync("us-east", scopes: "read");

        using var put = await client.PutAsync("/v1/entries/forbidden", new StringContent("x"));

        Assert.Equal(HttpStatusCode.Forbidden, put.StatusCode);
        Assert.Equal("application/problem+json", put.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused()
    {
        using var client = await _platform.ClientAsync("us-east");
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        var parts = token.Split('.');
        client.DefaultRequestHeaders.Authorization = new("Bearer", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}");

        using var get = await client.GetAsync("/v1/entries/any");

        Assert.Equal(HttpStatusCode.Unauthorized, get.StatusCode);
    }

    [Fact]
    public async Task Prometheus_RunsTheRenderedRules_AndItsTargetsAreUp()
    {
        var region = (await _platform.StatusAsync()).Region("us-east");
        using var prometheus = new HttpClient { BaseAddress = new Uri((string)region["prometheusUrl"]!) };

        var rules = await prometheus.GetFromJsonAsync<JsonNode>("/api/v1/rules");
        var names = rules!["data"]!["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Select(r => (string)r!["name"]!).ToList();
        Assert.Contains(names, n => n.Contains("HitRate", StringComparison.Ordinal) || n.Contains("hit_rate", StringComparison.Ordinal));
        Assert.All(rules["data"]!["groups"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()), r => Assert.NotEqual("err", (string)r!["health"]!));

        var targets = await prometheus.GetFromJsonAsync<JsonNode>("/api/v1/targets?state=active");
        var cache = targets!["data"]!["activeTargets"]!.AsArray().Where(t => (string)t!["labels"]!["job"]! == "ai-cache-service").ToList();
        Assert.NotEmpty(cache);
        Assert.All(cache, t => Assert.Equal("us-east", (string)t!["labels"]!["region"]!));
    }

    [Fact]
    public async Task Logs_OfAWorkload_AreItsOwnLines()
    {
        var logs = await _platform.Command.SucceedAsync("logs", "redis-cluster-primary", "--region", "us-east");

        Assert.Contains("Ready to accept connections", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_OfAnUnknownWorkload_NamesThoseThatAre()
    {
        var logs = await _platform.Command.RunAsync("logs", "no-such-workload");

        Assert.NotEqual(0, logs.ExitCode);
        Assert.Contains("'no-such-workload'", logs.Error, StringComparison.Ordinal);
        Assert.Contains("ai-cache-service", logs.Error, StringComparison.Ordinal);
    }
}
