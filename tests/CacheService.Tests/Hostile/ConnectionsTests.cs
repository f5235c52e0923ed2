using System.Diagnostics;
using System.Net.Sockets;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Connections that are many, silent, or never done.</summary>
[Collection(nameof(ConnectionsTests))]
public sealed class ConnectionsTests : OwnRegion
{
    private const string Open = "cache_connections{port=\"api\"}";

    [Fact]
    public async Task Limits_OfOneAddressAndInAll_TurnTheNextAway()
    {
        var pod = await StartPodAsync((EnvironmentNames.MaxConnections, "60"), (EnvironmentNames.MaxConnectionsPerAddress, "20"));
        var floods = new List<RawClient>();
        foreach (var from in new[] { "127.0.0.21", "127.0.0.22" }) floods.AddRange(await FloodAsync(pod, from, 50));
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_connections_refused_total{reason=\"address-full\"}") == 60);
        // The pod's own client has one of the sixty.
        Assert.Equal("404", await ReadAsync(pod, "none"));
        floods.AddRange(await FloodAsync(pod, "127.0.0.23", 20));
        await Eventually.TrueAsync(async () => await pod.MetricAsync("cache_connections_refused_total{reason=\"full\"}") >= 1);
        Assert.Equal("404", await ReadAsync(pod, "none"));
        foreach (var client in floods) client.Dispose();
        await Eventually.TrueAsync(async () => await pod.MetricAsync(Open) <= 1);
        Assert.Equal(404, (await RawClient.AskAsync(pod.Address, RawClient.Head("GET /v1/entries/none", Token))).Status);
    }

    [Fact]
    public async Task ThousandsOfConnections_NeverUseUpTheFiles()
    {
        var pod = await Pod.StartAsync(Cluster, KeysFile, openFiles: 1024);
        using (pod)
        {
            var clients = new List<RawClient>();
            for (var i = 0; i < 30; i++) clients.AddRange(await FloodAsync(pod, $"127.0.1.{i}", 100));
            Assert.InRange(await pod.MetricAsync(Open), 450, 512);
            foreach (var client in clients) client.Dispose();
            await Eventually.TrueAsync(async () => await pod.MetricAsync(Open) <= 1);
            using var put = await pod.PutAsync("after", "x", Token);
            Assert.Equal(201, (int)put.StatusCode);
            Assert.DoesNotContain("\"LogLevel\":\"Error\"", pod.Process.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Client_ThatSendsNothingOrHalfAHead_IsEnded_AndAnIdleOneIsNot()
    {
        var pod = await StartPodAsync();
        foreach (var address in new[] { pod.Address, pod.MetricsAddress })
        {
            using var silent = await RawClient.ConnectAsync(address);
            using var half = await RawClient.ConnectAsync(address);
            await half.SendAsync("GET /health HTTP/1.1\r\nHost: x\r\nX-Half: ");
            using var idle = await RawClient.ConnectAsync(address);
            await idle.SendAsync(RawClient.Head("GET /metrics", null));
            await idle.ReadAnswerAsync();
            var ends = await Task.WhenAll(silent.EndsWithinAsync(TimeSpan.FromSeconds(30)), half.EndsWithinAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal([true, true], ends);
            await idle.SendAsync(RawClient.Head("GET /metrics", null));
            await idle.ReadAnswerAsync();
        }

        Assert.Equal(2, await pod.MetricAsync("cache_connections_refused_total{reason=\"silent\"}"));
    }

    [Fact]
    public async Task Stop_WaitsForRequestsAndForNothingElse()
    {
        var pod = await StartPodAsync();
        using var silent = await RawClient.ConnectAsync(pod.Address);
        using var half = await RawClient.ConnectAsync(pod.Address);
        await half.SendAsync("GET /health HTTP/1.1\r\nHost: x\r\nX-Half: ");
        using var idle = await RawClient.ConnectAsync(pod.Address);
        await idle.SendAsync(RawClient.Head("GET /health", null));
        await idle.ReadAnswerAsync();
        using var metrics = await RawClient.ConnectAsync(pod.MetricsAddress);
        await metrics.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Half: ");
        // A request whose body takes longer than the drain.
        using var busy = await RawClient.ConnectAsync(pod.Address);
        await busy.SendAsync(RawClient.Head("PUT /v1/entries/late", Token, "Content-Length: 2", "Expect: 100-continue"));
        Assert.Equal(100, (await busy.ReadAnswerAsync()).Status);
        await busy.SendAsync("a");
        var started = Stopwatch.GetTimestamp();
        await pod.Process.TerminateAsync();
        Assert.All(await Task.WhenAll(new[] { silent, half, idle, metrics }.Select(client => client.EndsWithinAsync(TimeSpan.FromSeconds(9)))), Assert.True);
        await busy.SendAsync("b");
        var answer = await busy.ReadAnswerAsync();
        Assert.Equal((201, "close"), (answer.Status, answer["Connection"]));
        await pod.Process.WaitForExitAsync(TimeSpan.FromSeconds(12));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task Answers_OfADrain_AllCloseTheirConnections()
    {
        var pod = await StartPodAsync((EnvironmentNames.DrainPeriod, "20s"));
        await PutAsync(pod, "k", "x");
        await InMemoryAsync(pod, "k");
        using var before = await RawClient.ConnectAsync(pod.Address);
        await before.SendAsync(RawClient.Head("PUT /v1/entries/late", Token, "Content-Length: 2", "Expect: 100-continue"));
        Assert.Equal(100, (await before.ReadAnswerAsync()).Status);
        await pod.Process.TerminateAsync();
        await Eventually.TrueAsync(async () => (await RawClient.AskAsync(pod.Address, RawClient.Head("GET /ready", null))).Status == 503);
        await before.SendAsync("ab");
        var late = await before.ReadAnswerAsync();
        Assert.Equal((201, "close"), (late.Status, late["Connection"]));
        foreach (var (line, token, status) in new[]
                 {
                     ("GET /v1/entries/k", Token, 200), ("HEAD /v1/entries/k", Token, 200), ("GET /v1/entries/none", Token, 404), ("GET /v1/entries/k", null, 401),
                     ("GET /nowhere", null, 404), ("OPTIONS /health", null, 405), ("GET /health", null, 200), ("DELETE /v1/entries/k", Token, 204), ("GET /v1/entries/%20", Token, 400),
                 })
        {
            var answer = await RawClient.AskAsync(pod.Address, RawClient.Head(line, token));
            Assert.Equal((status, "close"), (answer.Status, answer["Connection"]));
        }

        var metrics = await RawClient.AskAsync(pod.MetricsAddress, RawClient.Head("GET /metrics", null));
        Assert.Equal((200, "close"), (metrics.Status, metrics["Connection"]));
    }

    // The server takes a connection before it refuses it: each of these is open for a moment.
    private static async Task<List<RawClient>> FloodAsync(Pod pod, string from, int count)
    {
        var clients = new List<RawClient>();
        for (var i = 0; i < count; i++)
        {
            try
            {
                clients.Add(await RawClient.ConnectAsync(pod.Address, from));
            }
            catch (SocketException)
            {
                // Refused before the handshake ended: as good.
            }
        }

        return clients;
    }
}
