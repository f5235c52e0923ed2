using System.Net;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>An erasure or invalidation wins over whatever was begun before it, and nothing of that stays stored.</summary>
[Collection(RegionTests.Name)]
public sealed class LateFillTests(RegionFixture region)
{
    private readonly LookupCalls _calls = new(region.Cluster);
    private readonly string _name = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Fill_SubjectErasedMeanwhileThroughAnotherPod_IsRefusedAndNothingIsStored()
    {
        for (var i = 0; i < 10; i++)
        {
            var given = await LookupCalls.LeaseAsync(region.First, region.Token);
            await EraseAsync(region.Second);
            Assert.Equal("409 superseded", await FillAsync(given, ("WedSync-Subject", _name)));
            Assert.DoesNotContain("personal", await _calls.StoredAsync("acme", given.Key), StringComparison.Ordinal);
            using var get = await region.First.GetAsync(given.Key, region.Token, ("WedSync-If-Error", "true"));
            Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        }
    }

    [Fact]
    public async Task Fill_TagInvalidatedMeanwhile_IsRefusedAndNothingIsStored()
    {
        var given = await LookupCalls.LeaseAsync(region.First, region.Token);
        (await region.First.PostAsync("/v1/tags/invalidate", $$"""{"tags":["{{_name}}"]}""", region.Token)).Dispose();
        Assert.Equal("409 superseded", await FillAsync(given, ("WedSync-Tags", _name)));
        Assert.DoesNotContain("personal", await _calls.StoredAsync("acme", given.Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fill_LookedUpAfterTheErasure_IsServed()
    {
        await EraseAsync(region.Second);
        var given = await LookupCalls.LeaseAsync(region.First, region.Token);
        Assert.Equal("201 ", await FillAsync(given, ("WedSync-Subject", _name)));
        using var get = await region.Second.GetAsync(given.Key, region.Token);
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
    }

    [Fact]
    public async Task Fill_WhileItsSubjectIsErased_IsNeverStoredAfterwards()
    {
        var outcomes = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LookupCalls.LeaseAsync(region.First, region.Token)));
            var erasing = EraseAsync(region.Second);
            outcomes.AddRange(await Task.WhenAll(leases.Select((given, at) => FillLaterAsync(given, at))));
            await erasing;
            foreach (var (key, _) in leases)
            {
                Assert.DoesNotContain("personal", await _calls.StoredAsync("acme", key), StringComparison.Ordinal);
            }
        }

        // The race was run from both sides: some came before the erasure and were found by it, others after it.
        Assert.Contains("201 ", outcomes);
        Assert.Contains("409 superseded", outcomes);
    }

    private async Task<string> FillLaterAsync((string Key, string Lease) given, int milliseconds)
    {
        await Task.Delay(milliseconds);
        return await FillAsync(given, ("WedSync-Subject", _name));
    }

    private async Task<string> FillAsync((string Key, string Lease) given, params (string Name, string Value)[] headers)
    {
        using var put = await region.First.PutAsync(given.Key, "personal", region.Token, [("WedSync-Lease", given.Lease), .. headers]);
        return await LookupCalls.OutcomeAsync(put);
    }

    private async Task EraseAsync(Pod pod)
    {
        using var erased = await pod.PostAsync("/v1/subjects/erase", $$"""{"subject":"{{_name}}"}""", region.Token);
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
    }
}
