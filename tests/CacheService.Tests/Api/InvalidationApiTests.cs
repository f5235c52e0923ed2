using System.Net;
using System.Text.Json;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class InvalidationApiTests(RegionFixture region)
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Tag_ReachesEveryPodWithinASecondAndHoldsAcrossRestarts()
    {
        for (var i = 0; i < 5; i++) await PutAsync($"{_name}-{i}", ("WedSync-Tags", $"other,{_name}"));
        await PutAsync($"{_name}-untagged");
        foreach (var pod in new[] { region.First, region.Second }) Assert.Equal(200, await StatusAsync(pod, $"{_name}-0"));

        using var done = await region.First.PostAsync("/v1/tags/invalidate", $$"""{"tags":["{{_name}}"]}""", region.Token);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        for (var i = 0; i < 5; i++)
        {
            var key = $"{_name}-{i}";
            Assert.InRange((await Eventually.TrueAsync(async () => await StatusAsync(region.Second, key) == 404)).TotalSeconds, 0, 1);
        }

        Assert.Equal(200, await StatusAsync(region.Second, $"{_name}-untagged"));
        using var restarted = await region.StartPodAsync("pod-3");
        Assert.Equal(404, await StatusAsync(restarted, $"{_name}-0"));

        await PutAsync($"{_name}-0", ("WedSync-Tags", _name));
        Assert.Equal(200, await StatusAsync(region.First, $"{_name}-0"));
    }

    [Fact]
    public async Task Tag_OfAnotherTenant_IsAnotherTag()
    {
        await PutAsync(_name, ("WedSync-Tags", _name));
        (await region.First.PostAsync("/v1/tags/invalidate", $$"""{"tags":["{{_name}}"]}""", region.Issuer.Token("beta"))).Dispose();
        Assert.Equal(200, await StatusAsync(region.First, _name));
    }

    [Fact]
    public async Task Erase_SubjectIsGoneFromEveryPodAndNoTextOfItIsKept()
    {
        var subject = $"anna-{_name}@example.com";
        for (var i = 0; i < 3; i++) await PutAsync($"{_name}-{i}", ("WedSync-Subject", subject));
        Assert.Equal(200, await StatusAsync(region.Second, $"{_name}-1"));

        using var erased = await region.First.PostAsync("/v1/subjects/erase", $$"""{"subject":"{{subject}}"}""", region.Token);
        var receipt = JsonDocument.Parse(await erased.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(3, receipt.GetProperty("erased").GetInt32());

        await Eventually.TrueAsync(async () => await StatusAsync(region.Second, $"{_name}-1") == 404, seconds: 1);
        foreach (var node in region.Cluster.Nodes)
            Assert.DoesNotContain(_name + "@", await region.Cluster.CommandAsync(node, "--scan"), StringComparison.Ordinal);
        Assert.DoesNotContain(subject, File.ReadAllText(Path.Combine(region.AuditDirectory, "audit-pod-1.jsonl")), StringComparison.Ordinal);
    }

    private async Task PutAsync(string key, params (string Name, string Value)[] headers)
    {
        using var put = await region.First.PutAsync(key, "body", region.Token, headers);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    private async Task<int> StatusAsync(Pod pod, string key)
    {
        using var response = await pod.GetAsync(key, region.Token);
        return (int)response.StatusCode;
    }
}
