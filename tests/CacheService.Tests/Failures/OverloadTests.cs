using System.Collections.Concurrent;
using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Failures;

/// <summary>Far more requests than a pod takes. How much it still answers is measured by the benchmark "overload".</summary>
[Collection(nameof(OverloadTests))]
public sealed class OverloadTests : OwnRegion
{
    private const int Limit = 8;

    protected override Task<TestRedisCluster> StartClusterAsync() => TestRedisCluster.StartAsync(linked: true);

    [Fact]
    public async Task Flood_IsShedWithRetryAfter_WhatIsLetInFinishes_AndTheQueueStaysBounded()
    {
        var pod = await StartPodAsync((EnvironmentNames.L1Bytes, "0"), (EnvironmentNames.MaxConcurrency, "8"));
        await PutAsync(pod, "k", "x");
        // Each read takes a while, so that all of the flood is there at once.
        foreach (var node in Cluster.Nodes) node.Link!.AnswerDelay = TimeSpan.FromMilliseconds(100);
        var most = 0.0;
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) most = Math.Max(most, await pod.MetricAsync("cache_admitted_requests{lane=\"read\"}"));
        });
        var answers = new ConcurrentBag<string>();
        for (var wave = 0; wave < 5; wave++)
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
            {
                using var response = await pod.GetAsync("k", Token);
                answers.Add(response.StatusCode == HttpStatusCode.OK
                    ? await response.Content.ReadAsStringAsync()
                    : $"{await Api.EntryApiTests.ProblemOf(response)} {response.Headers.RetryAfter?.Delta?.TotalSeconds}");
            }));
        }

        await done.CancelAsync();
        await watching;
        Assert.Equal(["503 overloaded 1", "x"], answers.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(1000, answers.Count);
        // Every wave found at least one round of free places.
        Assert.True(answers.Count(answer => answer == "x") >= 5 * Limit, $"{answers.Count(answer => answer == "x")} answered.");
        Assert.InRange(most, 1, Limit);
        Assert.Equal(answers.Count(answer => answer != "x"), await pod.MetricAsync("cache_requests_shed_total{reason=\"read\"}"));
        Assert.Equal(0, await pod.MetricAsync("cache_admitted_requests{lane=\"read\"}"));
    }
}
