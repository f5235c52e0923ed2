using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Cluster;

namespace WedSync.Platform.Tests.Cluster;

public sealed class NodePoolPlanTests
{
    [Theory]
    [InlineData(Season.Peak, 5, 22)]
    [InlineData(Season.Preseason, 4, 13)]
    [InlineData(Season.Offseason, 4, 8)]
    public void General_FollowsTheSeason(Season season, int min, int max)
    {
        var plan = NodePoolPlan.General(TestSettings.For("peak").Profiles[season]);
        Assert.Equal((min, max), (plan.MinNodes, plan.MaxNodes));
    }

    [Fact]
    public void Memory_IsTheSameInEverySeason()
    {
        var plans = new[] { "peak-us-east", "preseason-us-east", "offseason-us-east" }
            .Select(s => NodePoolPlan.Memory(TestSettings.For(s).Profiles.Values))
            .Distinct();
        var plan = Assert.Single(plans);
        Assert.Equal((3, 15), (plan.MinNodes, plan.MaxNodes));
    }

    [Fact]
    public void Memory_HoldsTheLargestRedisAndALostZonesNodes()
    {
        var profiles = TestSettings.For("peak").Profiles;
        Assert.True(NodePoolPlan.Memory(profiles.Values).MaxNodes >= profiles[Season.Peak].RedisCluster.Nodes + 3);
    }

    [Theory]
    [InlineData(Season.Peak, 53)]
    [InlineData(Season.Offseason, 18)]
    public void Gpu_StartsFromNone(Season season, int max)
    {
        var plan = NodePoolPlan.Gpu(TestSettings.For("peak").Profiles[season]);
        Assert.Equal((0, max), (plan.MinNodes, plan.MaxNodes));
    }

    [Theory]
    [InlineData(3, 15, 1, 5)]
    [InlineData(4, 16, 2, 6)]
    [InlineData(0, 1, 0, 1)]
    public void PerZone_RoundsUp(int min, int max, int zoneMin, int zoneMax)
    {
        var zone = new NodePoolPlan("memory", min, max).PerZone();
        Assert.Equal((zoneMin, zoneMax), (zone.MinNodes, zone.MaxNodes));
    }

    [Theory]
    [InlineData(new[] { "10.0.0.0/12" }, false)]
    [InlineData(new[] { "10.0.0.0/12", "203.0.113.0/24" }, true)]
    [InlineData(new string[0], false)]
    public void ControlPlane_IsPublicOnlyForPublicOperators(string[] networks, bool expected)
    {
        var access = ControlPlaneAccess.For(networks);
        Assert.Equal(expected, access.HasPublicEndpoint);
        Assert.Equal(networks.Length, access.PublicNetworks.Count + access.PrivateNetworks.Count);
    }

    [Theory]
    [InlineData("us-east", "nodes", "^ws-us-east-nodes$")]
    [InlineData("ap-southeast", "external-secrets", "^ws-ap-southeast-externa-[0-9a-f]{6}$")]
    [InlineData("ap-southeast", "cache-sync-service-with-a-name", "^ws-ap-southeast-cache-s-[0-9a-f]{6}$")]
    public void AccountId_FitsIntoThirtyCharacters(string region, string what, string form)
    {
        var id = GcpAccountIds.For(TestSettings.For("peak").Region(region), what);
        Assert.Matches(form, id);
        Assert.InRange(id.Length, 6, 30);
    }

    [Fact]
    public void AccountId_OfLongNames_IsUnique()
    {
        var region = TestSettings.For("peak").Region("ap-southeast");
        Assert.NotEqual(GcpAccountIds.For(region, "external-secrets-a"), GcpAccountIds.For(region, "external-secrets-b"));
    }
}
