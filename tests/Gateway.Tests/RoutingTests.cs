using System.Text.Json.Nodes;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 2)]
    [InlineData(0.9999, 2)]
    public void Pick_PointInTheWeights_TakesTheirShare(double uniform, int expected) =>
        Assert.Equal(expected, WeightedChoice.Pick([25, 0, 75], uniform));

    [Fact]
    public void Pick_NoWeights_TakesNone() => Assert.Equal(-1, WeightedChoice.Pick([], 0.5));

    [Fact]
    public void Pick_AllWeightsZero_TakesEachAlike() =>
        Assert.Equal([0, 1, 2, 3], new[] { 0.0, 0.25, 0.5, 0.99 }.Select(u => WeightedChoice.Pick([0, 0, 0, 0], u)));

    [Fact]
    public async Task Request_NamesItsPlace_GoesToThatRegion()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 100, east.Url), TestGateway.Stable("us-west", 0, west.Url)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/entries/a?b=c") { Headers = { { "X-Client-Region", "us-west" } } };

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal("west", await response.Content.ReadAsStringAsync());
        Assert.Equal("us-west/stable", Assert.Single(response.Headers.GetValues("X-Served-By")));
        Assert.Equal("/v1/entries/a?b=c", Assert.Single(west.Requests).Path);
    }

    [Fact]
    public async Task Requests_WithoutPlace_FollowTheRegionsWeights()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await TestGateway.StartAsync(
            [TestGateway.Stable("us-east", 80, east.Url), TestGateway.Stable("us-west", 20, west.Url)], Seeded());

        for (var i = 0; i < 500; i++) await gateway.Http.GetStringAsync("/");

        Assert.InRange(west.Requests.Count, 70, 130);
        Assert.Equal(500, west.Requests.Count + east.Requests.Count);
    }

    [Fact]
    public async Task Canary_AtTenPercent_GetsThatShareInItsRegionOnly()
    {
        await using var stable = await RegionServer.StartAsync("stable");
        await using var canary = await RegionServer.StartAsync("canary");
        await using var other = await RegionServer.StartAsync("other");
        await using var gateway = await TestGateway.StartAsync(
            [
                TestGateway.Region("us-east", 100, ("stable", 90, [stable.Url]), ("canary", 10, [canary.Url])),
                TestGateway.Stable("us-west", 0, other.Url),
            ],
            Seeded());

        for (var i = 0; i < 1000; i++) await gateway.Http.GetStringAsync("/");

        Assert.InRange(canary.Requests.Count, 70, 130);
        Assert.Equal(1000, canary.Requests.Count + stable.Requests.Count);
        var status = (await gateway.StatusAsync()).GetProperty("regions")[0].GetProperty("backends");
        Assert.Equal(canary.Requests.Count, status[1].GetProperty("requests").GetInt32());
        Assert.True(status[1].GetProperty("latencyP99Milliseconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Canary_OfWeightZero_IsReachedByItsHeaderOnly()
    {
        await using var stable = await RegionServer.StartAsync("stable");
        await using var canary = await RegionServer.StartAsync("canary");
        var region = TestGateway.Region("us-east", 100, ("stable", 100, [stable.Url]), ("canary", 0, [canary.Url]));
        region["headerRoutes"] = new JsonArray(new JsonObject { ["header"] = "X-Canary", ["exact"] = "always", ["backend"] = "canary" });
        await using var gateway = await TestGateway.StartAsync([region]);

        for (var i = 0; i < 20; i++) await gateway.Http.GetStringAsync("/");
        using var always = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Canary", "always" } } };
        using var never = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Canary", "never" } } };
        using var toCanary = await gateway.Http.SendAsync(always);
        using var toStable = await gateway.Http.SendAsync(never);

        Assert.Equal("us-east/canary", Assert.Single(toCanary.Headers.GetValues("X-Served-By")));
        Assert.Equal("us-east/stable", Assert.Single(toStable.Headers.GetValues("X-Served-By")));
        Assert.Single(canary.Requests);
    }

    private static GatewayOptions Seeded()
    {
        var random = new Random(241);
        var gate = new Lock();
        return new GatewayOptions
        {
            Uniform = () =>
            {
                lock (gate) return random.NextDouble();
            },
        };
    }
}
