using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Security;
using WedSync.CacheService.Tests.Support;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Failures;

/// <summary>Who computes a cold key, while the pods that callers talk to die, freeze and come back.</summary>
[Collection(nameof(LeaderTests))]
public sealed class LeaderTests : OwnRegion
{
    [Fact]
    public async Task FourProcesses_250ClientsEach_TheOriginIsAskedOnce()
    {
        const int ClientsPerPod = 250;
        var pods = await StartPodsAsync(4);
        var computations = 0;
        var answers = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4 * ClientsPerPod).Select(async i =>
        {
            var pod = pods[i % 4];
            while (true)
            {
                using var response = await LookupAsync(pod, wait: 30_000, lease: 60_000);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    answers.Add(await response.Content.ReadAsStringAsync());
                    return;
                }

                var answer = await LeaseOf(response);
                if (answer.State != "lease") continue;
                Interlocked.Increment(ref computations);
                using var put = await pod.PutAsync(answer.Key, "the answer", Token, ("WedSync-Lease", answer.Lease));
                Assert.Equal(HttpStatusCode.Created, put.StatusCode);
            }
        }));

        Assert.Equal(1, computations);
        Assert.Equal(4 * ClientsPerPod, answers.Count(answer => answer == "the answer"));
        var waited = await Task.WhenAll(pods.Select(pod => pod.MetricAsync("cache_lookups_total{outcome=\"waited\"}")));
        Assert.True(waited.Sum() > 0, "Nobody waited.");
    }

    [Fact]
    public async Task PodOfTheLeaderKilled_AWaiterTakesOverWhenTheLeaseEnds()
    {
        var pods = await StartPodsAsync(2);
        Assert.Equal("lease", (await LeaseOf(await LookupAsync(pods[0], lease: 2000))).State);
        var granted = Stopwatch.StartNew();
        var waiters = Enumerable.Range(0, 20).Select(_ => LookupAsync(pods[1], wait: 20_000, lease: 20_000)).ToList();
        await Eventually.TrueAsync(async () => await pods[1].MetricAsync("cache_waiting_lookups") == 20);
        await pods[0].Process.KillAsync();

        var next = await Task.WhenAny(waiters);
        var leader = await LeaseOf(await next);
        Assert.Equal("lease", leader.State);
        // Not before its end, and soon after it.
        Assert.InRange(granted.Elapsed.TotalSeconds, 1.8, 4);
        (await pods[1].PutAsync(leader.Key, "second", Token, ("WedSync-Lease", leader.Lease))).Dispose();
        foreach (var waiter in waiters.Where(waiter => waiter != next))
        {
            using var answered = await waiter;
            Assert.Equal("second", await answered.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task PodOfTheLeaderFrozen_ItsLateFillLosesAgainstTheNextLeaders()
    {
        var pods = await StartPodsAsync(2);
        var zombie = await LeaseOf(await LookupAsync(pods[0], lease: 500));
        await pods[0].Process.StopAsync();
        // Sent while the pod is frozen: it lies in the socket and is done when the pod wakes up.
        var late = pods[0].PutAsync(zombie.Key, "of the zombie", Token, ("WedSync-Lease", zombie.Lease));
        var next = await LeaseOf(await LookupAsync(pods[1], wait: 10_000));
        Assert.Equal("lease", next.State);
        using var fill = await pods[1].PutAsync(next.Key, "of the next", Token, ("WedSync-Lease", next.Lease));
        Assert.Equal(HttpStatusCode.Created, fill.StatusCode);

        await pods[0].Process.ResumeAsync();
        using var refused = await late;
        Assert.Equal("409 superseded", await Api.EntryApiTests.ProblemOf(refused));
        foreach (var pod in pods) Assert.Equal("of the next", await ReadAsync(pod, next.Key));
    }

    [Fact]
    public async Task FillOfALeaseFromLongAgo_IsRefused()
    {
        var pod = await StartPodAsync();
        var lease = await LeaseOf(await LookupAsync(pod));
        using var refused = await pod.PutAsync(lease.Key, "x", Token, ("WedSync-Lease", await OldTicketAsync(lease.Key)));
        Assert.Equal("409 superseded", await Api.EntryApiTests.ProblemOf(refused));
        Assert.Equal("404", await ReadAsync(pod, lease.Key));
    }

    // As this region gave it an hour ago: with its own key.
    private async Task<string> OldTicketAsync(string key)
    {
        await using var redis = await RedisCluster.ConnectAsync(Cluster.Settings);
        var tickets = new LeaseTickets(new LeaseKeys(redis, TimeProvider.System), "us-east");
        var caller = new Caller
        {
            Tenant = "acme",
            KeyPrefix = "acme/",
            Name = TestIssuer.Subject,
            Scopes = Scopes.Write,
            RevokedBy = "",
            ExpiresAt = 0,
            CheckedAt = 0,
        };
        var basis = Stamp.From(DateTimeOffset.UtcNow - LeaseStore.MaxFillAge - TimeSpan.FromMinutes(1));
        return (await tickets.GiveAsync(caller, EntryId.ForKey("acme", key), basis, LeaseTicket.NewToken())).ToString();
    }

    [Fact]
    public async Task OriginDown_EverybodyGetsTheOldAnswerAndNobodyAnError()
    {
        var pods = await StartPodsAsync(2);
        var lease = await LeaseOf(await LookupAsync(pods[0]));
        (await pods[0].PutAsync(lease.Key, "old", Token, ("WedSync-Lease", lease.Lease), ("WedSync-Query-Type", "brief"))).Dispose();
        await Eventually.TrueAsync(async () => await ReadAsync(pods[0], lease.Key) == "404");

        // Whoever gets the lease finds the origin down, says so, and takes the old answer as well.
        var states = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => AskDeadOriginAsync(pods[i % 2])));
        Assert.All(states, state => Assert.Equal("stale-if-error old", state));
    }

    [Fact]
    public async Task OriginDown_AStaleAnswerIsServedFromMemoryAndTheOriginAskedSeldom()
    {
        var pods = await StartPodsAsync(2);
        var lease = await LeaseOf(await LookupAsync(pods[0]));
        (await pods[0].PutAsync(lease.Key, "old", Token, ("WedSync-Lease", lease.Lease), ("WedSync-Query-Type", "short"))).Dispose();
        var (asked, served) = (0, 0);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < 4)
        {
            using var response = await LookupAsync(pods[served % 2]);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            served++;
            if (!response.Headers.TryGetValues("WedSync-Lease", out var renewal)) continue;
            asked++;
            (await pods[0].SendAsync(
                HttpMethod.Delete, $"/v1/leases/{lease.Key}", Token, null, ("WedSync-Lease", renewal.Single()), ("WedSync-Failed", "true"))).Dispose();
        }

        // Once for the region; a pod that has not yet heard of the failure may ask once more.
        Assert.InRange(asked, 1, 2);
        Assert.True(served > 100, $"{served} served.");
    }

    [Fact]
    public async Task Terminated_WaitingLookupsAreAnsweredAtOnceAndPutsUnderWayEnd()
    {
        var pod = await StartPodAsync((Contracts.EnvironmentNames.DrainPeriod, "2s"));
        Assert.Equal("lease", (await LeaseOf(await LookupAsync(pod, lease: 60_000))).State);
        var waiters = Enumerable.Range(0, 10).Select(_ => LookupAsync(pod, wait: 30_000)).ToList();
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_waiting_lookups") == 10);
        var puts = Enumerable.Range(0, 200).Select(i => pod.PutAsync($"d{i}", "x", Token)).ToList();
        var told = Stopwatch.StartNew();
        await pod.Process.TerminateAsync();

        foreach (var waiter in waiters) Assert.Equal("pending", (await LeaseOf(await waiter)).State);
        Assert.InRange(told.Elapsed.TotalSeconds, 0, 2);
        foreach (var put in puts)
        {
            using var answer = await put;
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await pod.Process.WaitForExitAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<string> AskDeadOriginAsync(Pod pod)
    {
        while (true)
        {
            using var response = await LookupAsync(pod, wait: 10_000);
            if (response.StatusCode == HttpStatusCode.OK)
                return $"{response.Headers.GetValues("WedSync-State").Single()} {await response.Content.ReadAsStringAsync()}";
            var answer = await LeaseOf(response);
            if (answer.State != "lease") continue;
            (await pod.SendAsync(HttpMethod.Delete, $"/v1/leases/{answer.Key}", Token, null, ("WedSync-Lease", answer.Lease), ("WedSync-Failed", "true"))).Dispose();
            using var old = await pod.GetAsync(answer.Key, Token, ("WedSync-If-Error", "true"));
            return $"{old.Headers.GetValues("WedSync-State").Single()} {await old.Content.ReadAsStringAsync()}";
        }
    }

    private Task<HttpResponseMessage> LookupAsync(Pod pod, int wait = 0, int lease = 10_000) => pod.PostAsync(
        "/v1/lookup",
        $$"""{"model":"m","messages":[{"role":"user","content":"q"}],"waitMilliseconds":{{wait}},"leaseMilliseconds":{{lease}}}""",
        Token);

    private static async Task<(string State, string Key, string Lease)> LeaseOf(HttpResponseMessage response)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            return (answer.GetProperty("state").GetString()!, answer.GetProperty("key").GetString()!,
                answer.TryGetProperty("lease", out var lease) ? lease.GetString()! : "");
        }
    }
}
