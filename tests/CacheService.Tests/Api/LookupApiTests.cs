using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Api;

[Collection(RegionTests.Name)]
public sealed class LookupApiTests(RegionFixture region)
{
    private readonly string _question = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task ColdKey_ManyClientsOfTwoPods_ExactlyOneComputes()
    {
        var computations = 0;
        var answers = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var pod = i % 2 == 0 ? region.First : region.Second;
            while (true)
            {
                using var response = await LookupAsync(pod, wait: 20_000);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    answers.Add(await response.Content.ReadAsStringAsync());
                    return;
                }

                var (state, key, lease) = await ReadAsync(response);
                if (state != "lease") continue;
                Interlocked.Increment(ref computations);
                using var put = await pod.PutAsync(key, "the answer", region.Token, ("WedSync-Lease", lease));
                Assert.Equal(HttpStatusCode.Created, put.StatusCode);
            }
        }));

        Assert.Equal(1, computations);
        Assert.Equal(200, answers.Count(answer => answer == "the answer"));
    }

    [Fact]
    public async Task Lookup_OfWhatIsNeededAlone_GetsALeaseOfTenSeconds()
    {
        using var response = await region.First.PostAsync(
            "/v1/lookup", $$"""{"model":"m","messages":[{"role":"user","content":"{{_question}}"}]}""", region.Token);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("lease", answer.GetProperty("state").GetString());
        Assert.Equal(10_000, answer.GetProperty("leaseMilliseconds").GetInt32());
    }

    [Fact]
    public async Task HolderDies_AWaiterGetsTheLeaseWhenItEnds()
    {
        using var dead = await LookupAsync(region.First, lease: 500);
        Assert.Equal("lease", (await ReadAsync(dead)).State);
        using var next = await LookupAsync(region.Second, wait: 10_000);
        Assert.Equal("lease", (await ReadAsync(next)).State);
    }

    [Fact]
    public async Task Renewed_TheLeaseStaysWithItsHolder()
    {
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First, lease: 300));
        using var renewed = await region.Second.SendAsync(HttpMethod.Post, $"/v1/leases/{key}/renew", region.Token, null, ("WedSync-Lease", lease));
        Assert.Equal(HttpStatusCode.NoContent, renewed.StatusCode);
        using var other = await LookupAsync(region.First, wait: 700);
        Assert.Equal("pending", (await ReadAsync(other)).State);
    }

    [Fact]
    public async Task WaiterGivesUp_OthersAndTheHolderAreNotHurt()
    {
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First));
        using var cancel = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CancelledLookupAsync(cancel.Token));
        var waiting = LookupAsync(region.Second, wait: 10_000);
        using var put = await region.First.PutAsync(key, "done", region.Token, ("WedSync-Lease", lease));
        using var answered = await waiting;
        Assert.Equal("done", await answered.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task LateFill_AfterADelete_IsRefused()
    {
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First));
        (await region.Second.SendAsync(HttpMethod.Delete, $"/v1/entries/{key}", region.Token)).Dispose();
        using var late = await region.First.PutAsync(key, "late", region.Token, ("WedSync-Lease", lease));
        Assert.Equal("409 superseded", await EntryApiTests.ProblemOf(late));
    }

    [Fact]
    public async Task LateFill_AfterATagInvalidation_IsRefused()
    {
        var tag = "t-" + _question;
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First));
        (await region.First.PostAsync("/v1/tags/invalidate", $$"""{"tags":["{{tag}}"]}""", region.Token)).Dispose();
        using var late = await region.First.PutAsync(key, "computed from old data", region.Token, ("WedSync-Lease", lease), ("WedSync-Tags", tag));
        Assert.Equal("409 superseded", await EntryApiTests.ProblemOf(late));
        using var get = await region.Second.GetAsync(key, region.Token);
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);

        // The lease ended with the refusal: the next computation begins after the invalidation and is served.
        var (state, _, next) = await ReadAsync(await LookupAsync(region.First));
        Assert.Equal("lease", state);
        (await region.First.PutAsync(key, "new", region.Token, ("WedSync-Lease", next), ("WedSync-Tags", tag))).Dispose();
        using var served = await LookupAsync(region.First);
        Assert.Equal("new", await served.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stale_EverybodyIsServedAndOneIsAskedToRenew()
    {
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First));
        (await region.First.PutAsync(key, "old", region.Token, ("WedSync-Lease", lease), ("WedSync-Query-Type", "short"))).Dispose();
        await Eventually.TrueAsync(async () =>
        {
            using var get = await region.First.GetAsync(key, region.Token);
            return get.Headers.GetValues("WedSync-State").Single() == "stale";
        });

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => LookupAsync(i % 2 == 0 ? region.First : region.Second)));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single(responses, response => response.Headers.Contains("WedSync-Lease"));
        foreach (var response in responses) response.Dispose();
    }

    [Fact]
    public async Task ComputationFailed_WaitersGetTheOldAnswer()
    {
        var (_, key, lease) = await ReadAsync(await LookupAsync(region.First));
        (await region.First.PutAsync(key, "old", region.Token, ("WedSync-Lease", lease), ("WedSync-Query-Type", "brief"))).Dispose();
        string renewal = "";
        await Eventually.TrueAsync(async () =>
        {
            using var response = await LookupAsync(region.First);
            if (response.StatusCode != HttpStatusCode.Accepted) return false;
            (_, _, renewal) = await ReadAsync(response);
            return true;
        });
        // Several waiters, one after the other: the failure reaches those that wait by then.
        var states = new List<string>();
        var waiting = Enumerable.Range(0, 5).Select(_ => LookupAsync(region.Second, wait: 10_000)).ToList();
        await Eventually.TrueAsync(async () => (await region.Second.MetricsAsync()).Contains("cache_waiting_lookups 5", StringComparison.Ordinal));
        Assert.True(await FailAsync(key, renewal));
        foreach (var response in await Task.WhenAll(waiting))
        {
            states.Add(response.StatusCode == HttpStatusCode.OK ? response.Headers.GetValues("WedSync-State").Single() : "other");
            response.Dispose();
        }

        Assert.All(states, state => Assert.Equal("stale-if-error", state));
    }

    private async Task<bool> FailAsync(string key, string lease)
    {
        using var failed = await region.First.SendAsync(
            HttpMethod.Delete, $"/v1/leases/{key}", region.Token, null, ("WedSync-Lease", lease), ("WedSync-Failed", "true"));
        return failed.StatusCode == HttpStatusCode.NoContent;
    }

    private Task<HttpResponseMessage> LookupAsync(Pod pod, int wait = 0, int lease = 10_000) =>
        pod.PostAsync("/v1/lookup", Question(wait, lease), region.Token);

    private string Question(int wait, int lease) =>
        $$"""{"model":"m","messages":[{"role":"user","content":"{{_question}}"}],"parameters":{"t":0.1},"waitMilliseconds":{{wait}},"leaseMilliseconds":{{lease}}}""";

    private async Task CancelledLookupAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/lookup")
        {
            Content = new StringContent(Question(10_000, 10_000), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", region.Token);
        (await region.Second.Http.SendAsync(request, cancellation)).Dispose();
    }

    private static async Task<(string State, string Key, string Lease)> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (answer.GetProperty("state").GetString()!, answer.GetProperty("key").GetString()!,
            answer.TryGetProperty("lease", out var lease) ? lease.GetString()! : "");
    }
}
