using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Api;

/// <summary>A region of its own that is broken on purpose.</summary>
[Collection(nameof(FailureTests))]
public sealed class FailureTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _issuer = new();
    private TestRedisCluster _cluster = null!;
    private string _token = "";

    private string KeysFile => Path.Combine(_directory.Path, "jwks.json");

    public async Task InitializeAsync()
    {
        _issuer.WriteKeys(KeysFile);
        _token = _issuer.Token();
        _cluster = await TestRedisCluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _issuer.Dispose();
        await _cluster.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task ClusterUnreachable_MemoryAnswersTheRestFailsRight_AndItRecoversWithoutRestart()
    {
        using var pod = await Pod.StartAsync(_cluster, KeysFile);
        (await pod.PutAsync("kept", "from memory", _token)).Dispose();
        await Eventually.TrueAsync(async () => await StatusAsync(pod, "kept") == 200 && (await pod.MetricsAsync()).Contains("tier=\"l1\"", StringComparison.Ordinal));
        foreach (var node in _cluster.Nodes) node.Kill();

        await Eventually.TrueAsync(async () => (await pod.MetricsAsync()).Contains("cache_coherence_current 0", StringComparison.Ordinal));
        Assert.Equal(200, await StatusAsync(pod, "kept"));
        using var miss = await pod.GetAsync("elsewhere", _token);
        Assert.Equal("503 store-unavailable", await EntryApiTests.ProblemOf(miss));
        Assert.Equal("1", miss.Headers.GetValues("Retry-After").Single());
        Assert.Equal(200, await PathAsync(pod, HttpPaths.Ready));
        await Eventually.TrueAsync(async () => await PathAsync(pod, HttpPaths.RegionHealth) == 503);

        foreach (var node in _cluster.Nodes) node.Start();
        await _cluster.WaitHealthyAsync();
        await Eventually.TrueAsync(async () =>
        {
            using var put = await pod.PutAsync("after", "x", _token);
            return put.StatusCode == HttpStatusCode.Created;
        });
        await Eventually.TrueAsync(async () => await PathAsync(pod, HttpPaths.RegionHealth) == 200);
    }

    [Fact]
    public async Task Terminated_UnderLoad_NoRequestIsLost()
    {
        using var pod = await Pod.StartAsync(_cluster, KeysFile);
        (await pod.PutAsync("k", "x", _token)).Dispose();
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        var served = 0;
        var unready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            // As a load balancer does: requests are sent until the pod says that it is not ready.
            while (!unready.Task.IsCompleted)
            {
                try
                {
                    if (await StatusAsync(pod, "k") == 200) Interlocked.Increment(ref served);
                    else faults.Add("status");
                }
                catch (HttpRequestException exception)
                {
                    faults.Add(exception.Message);
                }
            }
        })).ToArray();
        await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref served) > 50));
        await pod.Process.TerminateAsync();
        await Eventually.TrueAsync(async () => await PathAsync(pod, HttpPaths.Ready) == 503, seconds: 1);
        unready.SetResult();
        await Task.WhenAll(load);
        await pod.Process.WaitForExitAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Overloaded_ExcessIsTurnedAwayAtOnceAndMemoryStillAnswers()
    {
        using var pod = await Pod.StartAsync(_cluster, KeysFile, (EnvironmentNames.MaxConcurrency, "2"));
        (await pod.PutAsync("hot", "x", _token)).Dispose();
        await Eventually.TrueAsync(async () => await StatusAsync(pod, "hot") == 200 && (await pod.MetricsAsync()).Contains("tier=\"l1\"", StringComparison.Ordinal));
        var id = Core.Keyspace.EntryId.ForKey("acme", "cold");
        var node = await _cluster.PrimaryOfAsync(id);
        node.Stop();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => StatusAsync(pod, "cold")));
        node.Resume();

        Assert.All(statuses, status => Assert.Equal(503, status));
        Assert.Contains("cache_requests_shed_total{reason=\"read\"}", await pod.MetricsAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await StatusAsync(pod, "hot") == 200);
    }

    [Fact]
    public async Task OneMasterFrozen_AnswersAreBoundedInTimeAndComeBackAfterFailover()
    {
        using var pod = await Pod.StartAsync(_cluster, KeysFile);
        (await pod.PutAsync("k", "x", _token)).Dispose();
        await _cluster.WaitHealthyAsync();
        (await _cluster.PrimaryOfAsync(Core.Keyspace.EntryId.ForKey("acme", "k"))).Stop();
        await Eventually.TrueAsync(async () =>
        {
            var started = TimeProvider.System.GetTimestamp();
            using var put = await pod.PutAsync("k", "y", _token);
            Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
            return put.StatusCode == HttpStatusCode.Created;
        });
        using var get = await pod.GetAsync("k", _token);
        Assert.Equal("y", await get.Content.ReadAsStringAsync());
    }

    private async Task<int> StatusAsync(Pod pod, string key)
    {
        using var response = await pod.GetAsync(key, _token);
        return (int)response.StatusCode;
    }

    private static async Task<int> PathAsync(Pod pod, string path)
    {
        using var response = await pod.Http.GetAsync(new Uri(path, UriKind.Relative));
        return (int)response.StatusCode;
    }
}
