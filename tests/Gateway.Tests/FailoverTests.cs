using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace WedSync.Gateway.Tests;

public sealed class FailoverTests
{
    [Fact]
    public async Task Region_Killed_NoRequestIsLost()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await StartAsync(east.Url, west.Url);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            List<HttpStatusCode> statuses = [];
            while (!stop.IsCancellationRequested)
            {
                using var request = From("us-east", HttpMethod.Put, "/v1/entries/k");
                request.Content = new StringContent("value");
                using var response = await gateway.Http.SendAsync(request);
                statuses.Add(response.StatusCode);
            }

            return statuses;
        })).ToList();
        await TestGateway.UntilAsync(() => Task.FromResult(east.Requests.Count > 50));

        await east.KillAsync();
        await TestGateway.UntilAsync(() => Task.FromResult(west.Requests.Count > 50));
        await stop.CancelAsync();
        var statuses = (await Task.WhenAll(clients)).SelectMany(s => s).ToList();

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(west.Requests, request => Assert.Equal("value", Encoding.UTF8.GetString(request.Body)));
        Assert.False(await gateway.IsHealthyAsync("us-east"));
    }

    [Fact]
    public async Task Region_Back_GetsItsRequestsAgain()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await StartAsync(east.Url, west.Url);
        await east.KillAsync();
        using (var request = From("us-east", HttpMethod.Get, "/"))
        using (var response = await gateway.Http.SendAsync(request))
            Assert.Equal("west", await response.Content.ReadAsStringAsync());

        await east.StartAgainAsync();
        await TestGateway.UntilAsync(() => gateway.IsHealthyAsync("us-east"));

        using var again = From("us-east", HttpMethod.Get, "/");
        using var answer = await gateway.Http.SendAsync(again);
        Assert.Equal("east", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Region_Drained_GetsNoRequestsAfterItsChecksFail()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await StartAsync(east.Url, west.Url);

        east.IsDrained = true;
        await TestGateway.UntilAsync(async () => !await gateway.IsHealthyAsync("us-east"));
        using var request = From("us-east", HttpMethod.Get, "/");
        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal("west", await response.Content.ReadAsStringAsync());
        var endpoint = (await gateway.StatusAsync()).GetProperty("regions")[0].GetProperty("backends")[0].GetProperty("endpoints")[0];
        Assert.Equal("/health/region answered 503", endpoint.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Request_NoRegionIsHealthy_IsRefusedAtOnceWithAProblem()
    {
        await using var gateway = await StartAsync(DeadPort.Url(), DeadPort.Url());

        using var response = await gateway.Http.GetAsync("/v1/entries/k");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("urn:wedsync:problem:no-healthy-region", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(1, (await gateway.StatusAsync()).GetProperty("refused").GetInt32());
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("PUT", 200)]
    [InlineData("DELETE", 200)]
    [InlineData("POST", 502)]
    public async Task Connection_BrokenAfterTheRequestWasRead_IsRepeatedOnlyWhereDoingItTwiceIsSafe(string method, int expected)
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        east.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await reader.ReadToEndAsync();
            context.Abort();
        };
        await using var gateway = await StartAsync(east.Url, west.Url);
        using var request = From("us-east", new HttpMethod(method), "/v1/entries/k");
        if (method is "PUT" or "POST") request.Content = new StringContent("the whole body");

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal(expected == 200 ? 1 : 0, west.Requests.Count);
        if (expected == 200) Assert.Equal(method == "PUT" ? "the whole body" : "", Encoding.UTF8.GetString(west.Requests.First().Body));
        else Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Body_TooLargeToKeep_IsStreamedOnceAndNotRepeated()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await StartAsync(east.Url, west.Url, new GatewayOptions { MaxReplayBytes = 1000 });
        using (var large = From("us-east", HttpMethod.Put, "/v1/entries/k"))
        {
            large.Content = new ByteArrayContent(new byte[1001]);
            using var passed = await gateway.Http.SendAsync(large);
            Assert.Equal(1001, Assert.Single(east.Requests).Body.Length);
        }

        east.Answer = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        };
        using var again = From("us-east", HttpMethod.Put, "/v1/entries/k");
        again.Content = new ByteArrayContent(new byte[1001]);
        using var response = await gateway.Http.SendAsync(again);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Empty(west.Requests);
    }

    [Fact]
    public async Task Answer_BrokenOffInTheMiddle_IsNotPassedOffAsWhole()
    {
        await using var east = await RegionServer.StartAsync("east");
        var begun = new TaskCompletionSource();
        east.Answer = async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await begun.Task;
            context.Abort();
        };
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);

        using var response = await gateway.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        begun.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
        await TestGateway.UntilAsync(async () => (await gateway.StatusAsync()).GetProperty("failures").GetInt32() == 1);
        Assert.Equal(0, (await gateway.StatusAsync()).GetProperty("retries").GetInt32());
    }

    [Fact]
    public async Task OnlyRegion_AbortsOneRequest_IsAskedOnceMore()
    {
        await using var east = await RegionServer.StartAsync("east");
        var calls = 0;
        east.Answer = context =>
        {
            if (Interlocked.Increment(ref calls) == 1) context.Abort();
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);

        using var response = await gateway.Http.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, calls);
        Assert.Equal(1, (await gateway.StatusAsync()).GetProperty("retries").GetInt32());
    }

    private static Task<TestGateway> StartAsync(Uri east, Uri west, GatewayOptions? options = null) =>
        TestGateway.StartAsync([TestGateway.Stable("us-east", 100, east), TestGateway.Stable("us-west", 100, west)], options);

    private static HttpRequestMessage From(string place, HttpMethod method, string path) =>
        new(method, path) { Headers = { { "X-Client-Region", place } } };
}
