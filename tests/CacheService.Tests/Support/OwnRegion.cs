using WedSync.Contracts;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Support;

/// <summary>A region for one test, which may break it.</summary>
public abstract class OwnRegion : IAsyncLifetime
{
    private readonly List<Pod> _pods = [];

    protected TestDirectory Directory { get; } = new();

    protected TestIssuer Issuer { get; } = new();

    protected TestRedisCluster Cluster { get; private set; } = null!;

    /// <summary>A token of the tenant acme with all scopes.</summary>
    protected string Token { get; private set; } = "";

    protected string KeysFile => Path.Combine(Directory.Path, "jwks.json");

    public virtual async Task InitializeAsync()
    {
        Issuer.WriteKeys(KeysFile);
        Token = Issuer.Token();
        Cluster = await StartClusterAsync();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var pod in _pods) pod.Dispose();
        Issuer.Dispose();
        if (Cluster is not null) await Cluster.DisposeAsync();
        Directory.Dispose();
    }

    protected virtual Task<TestRedisCluster> StartClusterAsync() => TestRedisCluster.StartAsync();

    protected async Task<Pod> StartPodAsync(params (string Name, string Value)[] more)
    {
        var pod = await Pod.StartAsync(Cluster, KeysFile, [(EnvironmentNames.TtlPolicies, "short=1s+5m+1h,brief=1s+0s+1h,flash=1s+0s+0s"), .. more]);
        lock (_pods) _pods.Add(pod);
        return pod;
    }

    protected async Task<Pod[]> StartPodsAsync(int count, params (string Name, string Value)[] more) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => StartPodAsync([(EnvironmentNames.PodName, $"pod-{i}"), .. more])));

    protected async Task<string> ReadAsync(Pod pod, string key)
    {
        using var response = await pod.GetAsync(key, Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    protected async Task PutAsync(Pod pod, string key, string body, params (string Name, string Value)[] headers)
    {
        using var put = await pod.PutAsync(key, body, Token, headers);
        Assert.True(put.IsSuccessStatusCode, $"{put.StatusCode}: {await put.Content.ReadAsStringAsync()}");
    }

    /// <summary>Waits until a pod answers the key from its memory.</summary>
    protected async Task InMemoryAsync(Pod pod, string key)
    {
        var before = await L1HitsAsync(pod);
        await Eventually.TrueAsync(async () =>
        {
            await ReadAsync(pod, key);
            return await L1HitsAsync(pod) > before;
        });
    }

    private static async Task<double> L1HitsAsync(Pod pod) => await pod.MetricAsync("cache_hits_total{operation=\"get\",tier=\"l1\"}");
}
