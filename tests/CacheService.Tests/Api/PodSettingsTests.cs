using System.Net.Sockets;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Api;

/// <summary>What variables of the environment do to a running pod.</summary>
[Collection(RegionTests.Name)]
public sealed class PodSettingsTests(RegionFixture region)
{
    [Fact]
    public async Task PodIp_IsTheOnlyAddressThatIsListenedOn()
    {
        using var pod = await region.StartPodAsync("own-address", (EnvironmentNames.PodIp, "127.0.0.27"));
        Assert.Contains("cache_requests_total", await pod.MetricsAsync(), StringComparison.Ordinal);
        foreach (var port in new[] { pod.Address.Port, pod.MetricsAddress.Port })
        {
            using var client = new TcpClient();
            var refused = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", port));
            Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        }
    }

    [Fact]
    public async Task Fault_FailsAShareOfTheApiAndNoProbe()
    {
        using var pod = await region.StartPodAsync(
            "faulty", (EnvironmentNames.Fault, "errors=0.5"), (EnvironmentNames.FaultsAllowed, EnvironmentNames.FaultsAllowedHere));
        var statuses = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            using var response = await pod.GetAsync("anything", region.Token);
            statuses.Add((int)response.StatusCode);
            using var health = await pod.Http.GetAsync(new Uri(HttpPaths.Health, UriKind.Relative));
            Assert.Equal(200, (int)health.StatusCode);
        }

        Assert.Equal([404, 500, 503], statuses.Distinct().Order());
        // Of 200 with a chance of a half, fewer than 60 or more than 140 come once in ten million runs.
        Assert.InRange(statuses.Count(status => status >= 500), 60, 140);
        Assert.Contains("http_requests_total{method=\"GET\",route=\"none\",status=\"500\"}", await pod.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_HoldsAnswersBack()
    {
        using var pod = await region.StartPodAsync(
            "late", (EnvironmentNames.Fault, "latency=400ms"), (EnvironmentNames.FaultsAllowed, EnvironmentNames.FaultsAllowedHere));
        var started = TimeProvider.System.GetTimestamp();
        using var response = await pod.GetAsync("anything", region.Token);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 400, 5000);
    }
}
