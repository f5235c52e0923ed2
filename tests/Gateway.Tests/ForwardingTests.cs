using System.Net;
using Microsoft.AspNetCore.Http;

namespace WedSync.Gateway.Tests;

public sealed class ForwardingTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Headers_OfOtherHops_AreNotBelieved()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6");
        request.Headers.Add("Forwarded", "for=6.6.6.6");
        request.Headers.Add("X-Real-IP", "6.6.6.6");
        request.Headers.Add("X-Client-Region", "us-east");
        request.Headers.Add("Connection", "X-Secret-Hop");
        request.Headers.Add("X-Secret-Hop", "1");
        request.Headers.Add("Proxy-Authorization", "Basic eDp5");
        request.Headers.Add("traceparent", Trace);
        request.Headers.Add("Authorization", "Bearer t");

        using var response = await gateway.Http.SendAsync(request);

        var seen = Assert.Single(east.Requests).Headers;
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal(gateway.Http.BaseAddress!.Authority, seen["X-Forwarded-Host"]);
        Assert.Equal(Trace, seen["traceparent"]);
        Assert.Equal("Bearer t", seen["Authorization"]);
        Assert.DoesNotContain("Forwarded", seen.Keys);
        Assert.DoesNotContain("X-Real-IP", seen.Keys);
        Assert.DoesNotContain("X-Client-Region", seen.Keys);
        Assert.DoesNotContain("Proxy-Authorization", seen.Keys);
        Assert.Equal(["us-east/stable"], response.Headers.GetValues("X-Served-By"));
        Assert.False(response.Headers.Contains("Keep-Alive"));
    }

    [Fact]
    public async Task Answer_ThatIsNotOverYet_IsPassedOnAsItComes()
    {
        await using var east = await RegionServer.StartAsync("east");
        var rest = new TaskCompletionSource();
        east.Answer = async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await rest.Task;
            await context.Response.WriteAsync("second");
        };
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);

        await using var stream = await gateway.Http.GetStreamAsync("/");
        var buffer = new byte[64];
        var first = await stream.ReadAsync(buffer);
        rest.SetResult();
        using var reader = new StreamReader(stream);

        Assert.Equal("first", System.Text.Encoding.ASCII.GetString(buffer, 0, first));
        Assert.Equal("second", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Body_OverTheLimit_IsRefused()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync(
            [TestGateway.Stable("us-east", 1, east.Url)], new GatewayOptions { MaxBodyBytes = 2000, MaxReplayBytes = 100 });

        using var response = await gateway.Http.PutAsync("/v1/entries/k", new ByteArrayContent(new byte[2001]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(east.Requests);
    }

    [Fact]
    public async Task Errors_OfTheRegion_PassAsTheyAre()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        east.Answer = async context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            await context.Response.WriteAsync("overloaded");
        };
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url), TestGateway.Stable("us-west", 0, west.Url)]);

        using var response = await gateway.Http.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("overloaded", await response.Content.ReadAsStringAsync());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        Assert.Empty(west.Requests);
    }

    [Fact]
    public async Task Gateway_ToldToEnd_EndsRequestsUnderWay()
    {
        await using var east = await RegionServer.StartAsync("east");
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        east.Answer = async context =>
        {
            arrived.SetResult();
            await go.Task;
            await context.Response.WriteAsync("whole");
        };
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);
        var answer = gateway.Http.GetStringAsync("/");
        await arrived.Task;

        var ended = gateway.EndAsync();
        await TestGateway.UntilAsync(() => RefusesAsync(gateway.Http.BaseAddress!));
        Assert.False(ended.IsCompleted);
        go.SetResult();

        Assert.Equal("whole", await answer);
        await ended;
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
