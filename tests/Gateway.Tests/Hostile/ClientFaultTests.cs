using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace WedSync.Gateway.Tests.Hostile;

/// <summary>What a client does is never a failure of a region, and never reaches another one.</summary>
public sealed class ClientFaultTests : IAsyncLifetime
{
    private const string Put = "PUT /v1/entries/k HTTP/1.1\r\nHost: cache\r\n";

    private RegionServer _east = null!;
    private RegionServer _west = null!;
    private TestGateway _gateway = null!;

    private Uri Address => _gateway.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        _east = await RegionServer.StartAsync("east");
        _west = await RegionServer.StartAsync("west");
        _gateway = await TestGateway.StartAsync(
            [TestGateway.Stable("us-east", 100, _east.Url), TestGateway.Stable("us-west", 0, _west.Url)],
            new GatewayOptions { MaxReplayBytes = 100_000, MaxBodyBytes = 8 << 20 });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _east.DisposeAsync();
        await _west.DisposeAsync();
    }

    [Theory]
    [InlineData("CONNECT cache:443")]
    [InlineData("TRACE /v1/entries/k")]
    [InlineData("PROPFIND /v1/entries/k")]
    public async Task Method_ThatIsNotForACache_IsRefusedByTheGatewayItself(string line)
    {
        var answer = await RawClient.AskAsync(Address, $"{line} HTTP/1.1\r\nHost: cache:443\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS\r\n", answer, StringComparison.Ordinal);
        await NoRegionFailedAsync("method", 1);
        Assert.Empty(_east.Requests);
    }

    [Theory]
    [InlineData("Content-Length: 1000", "half", false)]
    [InlineData("Content-Length: 1000", "half", true)]
    [InlineData("Transfer-Encoding: chunked", "400\r\nhalf", false)]
    [InlineData("Transfer-Encoding: chunked", "400\r\nhalf", true)]
    public async Task Upload_CutOff_NeverReachesARegion(string framing, string half, bool reset)
    {
        for (var i = 0; i < 50; i++)
        {
            using var client = await RawClient.ConnectAsync(Address);
            await client.SendAsync(Put + framing + "\r\nExpect: 100-continue\r\n\r\n");
            // The gateway reads the body now.
            await client.ReadUntilAsync("\r\n\r\n");
            await CutAsync(client, half, reset);
        }

        await TestGateway.UntilAsync(async () => (await _gateway.StatusAsync()).GetProperty("clientErrors").GetInt32() == 50);
        await NoRegionFailedAsync();
        Assert.Equal(0, await RequestsAsync());
        Assert.Empty(_east.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_TooLargeToKeepAndCutOff_CountsForNoRegion(bool reset)
    {
        using var arrived = new SemaphoreSlim(0);
        _east.Answer = async context =>
        {
            arrived.Release();
            await context.Request.Body.CopyToAsync(Stream.Null);
        };
        for (var i = 0; i < 20; i++)
        {
            using var client = await RawClient.ConnectAsync(Address);
            await client.SendAsync(Put + "Content-Length: 4000000\r\n\r\n");
            await arrived.WaitAsync();
            await CutAsync(client, new string('x', 200_000), reset);
        }

        await TestGateway.UntilAsync(async () => (await _gateway.StatusAsync()).GetProperty("clientErrors").GetInt32() == 20);
        await NoRegionFailedAsync();
    }

    [Theory]
    [InlineData("Content-Length: 4000000\r\n\r\n", 0)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3d0900\r\n", 0)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3d0900\r\n", 150_000)]
    public async Task Upload_RefusedBeforeItsEnd_GetsTheRefusalAndCountsForNoRegion(string framing, int readFirst)
    {
        _east.Answer = async context =>
        {
            var left = readFirst;
            var piece = new byte[10_000];
            while (left > 0) left -= await context.Request.Body.ReadAsync(piece);
            context.Response.StatusCode = 413;
            context.Response.Headers.Connection = "close";
            await context.Response.CompleteAsync();
            context.Abort();
        };
        using var client = await RawClient.ConnectAsync(Address);

        await client.SendAsync(Put + framing);
        var sending = SendAllAsync(client, 4_000_000);
        // Whether the connection ends depends on whether the gateway heard the refusal or the end of the region's connection first.
        var answer = await client.ReadUntilAsync("\r\n\r\n");
        await sending;

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        await NoRegionFailedAsync();
    }

    [Fact]
    public async Task Upload_TooSlow_IsTimedOutAsTheClients()
    {
        using var client = await RawClient.ConnectAsync(Address);
        await client.SendAsync(Put + "Content-Length: 1000\r\n\r\nslow");

        var answer = await client.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        await NoRegionFailedAsync("slow", 1);
        Assert.Equal(0, await RequestsAsync());
    }

    [Fact]
    public async Task Body_OverTheLimitOfAll_IsRefusedByTheGatewayItself()
    {
        var answer = await RawClient.AskAsync(Address, Put + "Content-Length: 99999999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        await NoRegionFailedAsync("size", 1);
        Assert.Equal(0, await RequestsAsync());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET http://other/ HTTP/1.1\r\nHost: cache\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: cache\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: cache\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: cache\r\nX : y\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: cache\r\n folded: y\r\n\r\n")]
    [InlineData(Put + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData(Put + "Content-Length: -1\r\n\r\n")]
    [InlineData(Put + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n")]
    [InlineData(Put + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx")]
    [InlineData(Put + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001")]
    public async Task Request_Malformed_IsRefusedByTheGatewayItself(string request)
    {
        using var client = await RawClient.ConnectAsync(Address);
        await client.SendAsync(request);
        client.HalfClose();

        var answer = await client.ReadToEndAsync();

        Assert.Matches("^HTTP/1.1 (400|505) |^$", answer);
        await NoRegionFailedAsync();
        Assert.Empty(_east.Requests);
    }

    [Theory]
    [InlineData("/", 40_000, "431")]
    [InlineData("/v1/entries/", 0, "414")]
    public async Task Request_TooLong_IsRefusedByTheGatewayItself(string path, int headerBytes, string status)
    {
        var target = headerBytes == 0 ? path + new string('k', 20_000) : path;

        var answer = await RawClient.AskAsync(Address, $"GET {target} HTTP/1.1\r\nHost: cache\r\nX-Long: {new string('x', headerBytes)}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        await NoRegionFailedAsync();
    }

    [Fact]
    public async Task Header_ThatIsNotAscii_PassesByteForByte()
    {
        string? seen = null;
        _east.Answer = context =>
        {
            seen = context.Request.Headers["WedSync-Subject"];
            return Task.CompletedTask;
        };

        var answer = await RawClient.AskAsync(
            Address, "GET / HTTP/1.1\r\nHost: cache\r\nConnection: close\r\nWedSync-Subject: \u00c3\u00a9t\u00c3\u00a9\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        // Kestrel reads UTF-8.
        Assert.Equal("été", seen);
        await NoRegionFailedAsync();
    }

    [Fact]
    public async Task Upgrade_IsNotTaken()
    {
        var answer = await RawClient.AskAsync(
            Address, "GET / HTTP/1.1\r\nHost: cache\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Upgrade", Assert.Single(_east.Requests).Headers.Keys);
        await NoRegionFailedAsync();
    }

    [Fact]
    public async Task Expectation_IsMetByTheGateway()
    {
        using var client = await RawClient.ConnectAsync(Address);
        await client.SendAsync(Put + "Connection: close\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        var first = await client.ReadUntilAsync("\r\n\r\n");
        await client.SendAsync("hello");

        var answer = await client.ReadToEndAsync();

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", first);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        var received = Assert.Single(_east.Requests);
        Assert.Equal("hello", Encoding.ASCII.GetString(received.Body));
        Assert.DoesNotContain("Expect", received.Headers.Keys);
    }

    [Fact]
    public async Task Client_GoneInTheMiddleOfAnAnswer_CountsForNoRegion()
    {
        _east.Answer = async context =>
        {
            // Its own client is the gateway, which ends it.
            context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
            var piece = new byte[100_000];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece);
        };
        for (var i = 0; i < 10; i++)
        {
            using var client = await RawClient.ConnectAsync(Address);
            await client.SendAsync("GET / HTTP/1.1\r\nHost: cache\r\n\r\n");
            await client.ReadUntilAsync("\r\n\r\n");
            client.Reset();
        }

        await TestGateway.UntilAsync(async () => (await _gateway.StatusAsync()).GetProperty("clientErrors").GetInt32() == 10);
        await NoRegionFailedAsync("gone", 10);
    }

    [Fact]
    public async Task Client_GoneBeforeTheAnswer_CountsForNoRegion()
    {
        var arrived = new SemaphoreSlim(0);
        _east.Answer = async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        for (var i = 0; i < 10; i++)
        {
            using var client = await RawClient.ConnectAsync(Address);
            await client.SendAsync("GET / HTTP/1.1\r\nHost: cache\r\n\r\n");
            await arrived.WaitAsync();
            client.Reset();
        }

        await TestGateway.UntilAsync(async () => (await _gateway.StatusAsync()).GetProperty("clientErrors").GetInt32() == 10);
        await NoRegionFailedAsync("gone", 10);
    }

    private static async Task CutAsync(RawClient client, string half, bool reset)
    {
        await client.SendAsync(half);
        if (reset)
        {
            client.Reset();
            return;
        }

        client.HalfClose();
        await client.ReadToEndAsync();
    }

    private static async Task SendAllAsync(RawClient client, int bytes)
    {
        var piece = new string('x', 50_000);
        try
        {
            for (var sent = 0; sent < bytes; sent += piece.Length) await client.SendAsync(piece);
            await client.SendAsync("\r\n0\r\n\r\n");
        }
        catch (IOException)
        {
            // It was refused.
        }
    }

    private async Task<int> RequestsAsync() => (await _gateway.StatusAsync()).GetProperty("requests").GetInt32();

    private async Task NoRegionFailedAsync(string? kind = null, int count = 0)
    {
        var status = await _gateway.StatusAsync();
        Assert.Equal(0, status.GetProperty("failures").GetInt32());
        Assert.Equal(0, status.GetProperty("retries").GetInt32());
        Assert.All(status.GetProperty("regions").EnumerateArray(), IsHealthy);
        Assert.Empty(_west.Requests);
        var metrics = await _gateway.Admin.GetStringAsync("metrics");
        Assert.DoesNotContain("\ngateway_failures_total{", metrics, StringComparison.Ordinal);
        Assert.Contains(kind is null ? "" : $"gateway_client_errors_total{{kind=\"{kind}\"}} {count}\n", metrics, StringComparison.Ordinal);
    }

    private static void IsHealthy(JsonElement region) => Assert.True(region.GetProperty("healthy").GetBoolean());
}
