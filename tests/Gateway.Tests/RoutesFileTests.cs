using System.Text;
using WedSync.Gateway.Routes;

namespace WedSync.Gateway.Tests;

public sealed class RoutesFileTests
{
    [Fact]
    public void Parse_ManyFaults_NamesThemAll()
    {
        const string json = """
            {"listen":"https://127.0.0.1:1","admin":"nowhere","healthCheck":{"path":"x","interval":"5","timeout":"1h","healthyThreshold":0,"unhealthyThreshold":11},
             "regions":[{"name":"a","weight":-1,"backends":[{"name":"stable","weight":1,"endpoints":["ftp://x"]},{"name":"stable","weight":1,"endpoints":[]}],
                         "headerRoutes":[{"header":"X","exact":"y","backend":"canary"}]},{"name":"a","weight":1}]}
            """;

        var errors = Assert.Throws<RoutesException>(() => RoutesReader.Parse(Encoding.UTF8.GetBytes(json), "routes.json")).Errors;

        Assert.Equal(
            [
                "routes.json: regions[0].backends[0].endpoints[0] is 'ftp://x'; allowed: http://<address>:<port>.",
                "routes.json: regions[0].backends is 'stable'; allowed: each name once.",
                "routes.json: regions[0].headerRoutes[0].backend is 'canary'; allowed: a backend of the region: stable, stable.",
                "routes.json: regions[0].weight is '-1'; allowed: 0 to 1000000.",
                "routes.json: regions[1].backends is '[]'; allowed: at least one backend.",
                "routes.json: regions is 'a'; allowed: each name once.",
                "routes.json: listen is 'https://127.0.0.1:1'; allowed: http://<ip address>:<port>.",
                "routes.json: admin is 'nowhere'; allowed: http://<ip address>:<port>.",
                "routes.json: healthCheck.path is 'x'; allowed: a path that begins with /.",
                "routes.json: healthCheck.interval is '5'; allowed: 50ms to 5m, such as 5s.",
                "routes.json: healthCheck.timeout is '1h'; allowed: 50ms to 5m, such as 5s.",
                "routes.json: healthCheck.healthyThreshold is '0'; allowed: 1 to 10.",
                "routes.json: healthCheck.unhealthyThreshold is '11'; allowed: 1 to 10.",
            ],
            errors);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"listn":"http://127.0.0.1:1"}""")]
    [InlineData("""{"listen":"http://127.0.0.1:1","listen":"http://127.0.0.1:2"}""")]
    public void Parse_NotARoutesFile_SaysSo(string json)
    {
        var errors = Assert.Throws<RoutesException>(() => RoutesReader.Parse(Encoding.UTF8.GetBytes(json), "routes.json")).Errors;
        Assert.StartsWith("routes.json: not a routes file: ", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_Changed_IsInForceWithoutAStart()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var west = await RegionServer.StartAsync("west");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);
        Assert.Equal("east", await gateway.Http.GetStringAsync("/"));

        gateway.Write([TestGateway.Stable("us-west", 1, west.Url)]);
        await gateway.UntilDigestAsync();

        Assert.Equal("west", await gateway.Http.GetStringAsync("/"));
    }

    [Fact]
    public async Task File_Broken_KeepsTheLastGoodRoutesAndSaysSo()
    {
        await using var east = await RegionServer.StartAsync("east");
        await using var gateway = await TestGateway.StartAsync([TestGateway.Stable("us-east", 1, east.Url)]);

        gateway.WriteText("""{"regions":[]""");
        await TestGateway.UntilAsync(async () => (await gateway.StatusAsync()).GetProperty("routesErrors").GetArrayLength() > 0);
        Assert.Equal("east", await gateway.Http.GetStringAsync("/"));

        gateway.Write([TestGateway.Stable("us-east", 2, east.Url)]);
        await gateway.UntilDigestAsync();
        Assert.Equal(0, (await gateway.StatusAsync()).GetProperty("routesErrors").GetArrayLength());
    }

    [Fact]
    public async Task Start_WithBrokenFile_Fails()
    {
        var file = Path.GetTempFileName();
        try
        {
            await Assert.ThrowsAsync<RoutesException>(() => GatewayHost.StartAsync(file, new GatewayOptions()));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
