using WedSync.Platform.Components.Edge;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Edge;

public sealed class EdgeRoutingTests
{
    private static readonly IReadOnlyList<RegionSettings> Regions = TestSettings.For("peak-global").Regions;

    [Fact]
    public void Groups_KeepResidentRegionsApart()
    {
        var groups = EdgeRouting.Groups(Regions);

        Assert.Equal(["global", "eu"], groups.Select(g => g.Name));
        Assert.Equal(["ai-cache.wedsync.com", "ai-cache-ap.wedsync.com"], groups[0].Domains);
        Assert.Equal(["us-east", "ap-southeast"], groups[0].Gcp.Select(r => r.Name));
        Assert.Equal(["us-west"], groups[0].Aws.Select(r => r.Name));
        Assert.Equal(["ai-cache-eu.wedsync.com"], groups[1].Domains);
        Assert.Equal(["eu-west"], groups[1].Gcp.Select(r => r.Name));
        Assert.Empty(groups[1].Aws);
    }

    [Fact]
    public void Groups_DomainOverTwoResidencies_IsRefusedWithTheWayOut()
    {
        var regions = Regions.Select(r => r.Name == "eu-west" ? r with { Domain = "ai-cache.wedsync.com" } : r).ToList();
        var error = Assert.Throws<InvalidOperationException>(() => EdgeRouting.Groups(regions));
        Assert.Equal(
            "domain 'ai-cache.wedsync.com' is shared by regions of different residency (us-east, us-west, eu-west); "
            + "allowed: one residency a domain. Give each group its own domain under 'regions' in Pulumi.yaml.",
            error.Message);
    }

    [Fact]
    public void EndpointGroups_FollowFromTheCatalogue() => Assert.Equal(
        [
            "https://www.googleapis.com/compute/v1/projects/wedsync-prod/zones/us-east1-b/networkEndpointGroups/wedsync-us-east-edge",
            "https://www.googleapis.com/compute/v1/projects/wedsync-prod/zones/us-east1-c/networkEndpointGroups/wedsync-us-east-edge",
            "https://www.googleapis.com/compute/v1/projects/wedsync-prod/zones/us-east1-d/networkEndpointGroups/wedsync-us-east-edge",
        ],
        EdgeRouting.EndpointGroups(Regions.Single(r => r.Name == "us-east"), "wedsync-prod"));

    [Theory]
    [InlineData("europe-west1", "europe-west1-b")]
    [InlineData("asia-southeast1", "asia-southeast1-a")]
    public void Zones_StartWhereTheLocationHasThem(string location, string first)
    {
        var zones = GcpZones.For(location);
        Assert.Equal(3, zones.Count);
        Assert.Equal(first, zones[0]);
    }

    [Theory]
    [InlineData("us-east", "us-east-1")]
    [InlineData("us-west", "us-west-2")]
    [InlineData("ap-southeast", "ap-southeast-1")]
    public void LatencyRegion_IsTheNearestOfAws(string region, string expected)
        => Assert.Equal(expected, LatencyRegions.For(Regions.Single(r => r.Name == region)));

    [Fact]
    public void LatencyRegion_UnknownLocation_NamesRegionAndLocation()
    {
        var region = Regions[0] with { Location = "mars-north1" };
        var error = Assert.Throws<NotSupportedException>(() => LatencyRegions.For(region));
        Assert.StartsWith("location 'mars-north1' of region 'us-east' has no nearest AWS region", error.Message, StringComparison.Ordinal);
    }
}
