using WedSync.Platform.Components.Network;

namespace WedSync.Platform.Tests.Network;

public sealed class AddressPlanTests
{
    [Fact]
    public void Gcp_RangesAreApartAndInsideTheRegion()
    {
        var plan = GcpAddressPlan.For("10.16.0.0/16");

        Assert.Equal(("10.16.0.0/20", "10.16.16.0/20", "10.16.32.0/28", "10.16.128.0/17"), (plan.Nodes, plan.Services, plan.ControlPlane, plan.Pods));
        AssertApart([plan.Nodes, plan.Services, plan.ControlPlane, plan.Pods], "10.16.0.0/16");
    }

    [Fact]
    public void Aws_EachZoneHasAPrivateAndAPublicSubnetApart()
    {
        var plan = AwsAddressPlan.For("10.32.0.0/16", "us-west-2");

        Assert.Equal(["us-west-2a", "us-west-2b", "us-west-2c"], plan.ZoneNames);
        Assert.Equal(["10.32.0.0/19", "10.32.32.0/19", "10.32.64.0/19"], plan.PrivateSubnets);
        Assert.Equal(["10.32.96.0/22", "10.32.100.0/22", "10.32.104.0/22"], plan.PublicSubnets);
        AssertApart([.. plan.PrivateSubnets, .. plan.PublicSubnets], "10.32.0.0/16");
    }

    [Fact]
    public void Aws_UnusualLocation_HasItsOwnZones() =>
        Assert.Equal(["ca-central-1a", "ca-central-1b", "ca-central-1d"], AwsAddressPlan.For("10.32.0.0/16", "ca-central-1").ZoneNames);

    [Fact]
    public void Aws_LocationWithTwoZones_IsRefusedWithAFix()
    {
        var error = Assert.Throws<NotSupportedException>(() => AwsAddressPlan.For("10.32.0.0/16", "us-west-1"));
        Assert.Equal("location 'us-west-1' has two zones; allowed: locations with three. Use us-west-2.", error.Message);
    }

    [Fact]
    public void ServicesOfAws_MeetNoRegionAndNoOperator()
    {
        var settings = TestSettings.For("peak");
        Assert.All(
            settings.Regions.Select(r => r.NetworkCidr).Concat(settings.Accounts.OperatorNetworks),
            network => Assert.False(Cidr.Overlap(network, AwsAddressPlan.Services), network));
    }

    private static void AssertApart(string[] ranges, string outer)
    {
        for (var i = 0; i < ranges.Length; i++)
        {
            Assert.True(Cidr.Overlap(ranges[i], outer), ranges[i]);
            for (var j = 0; j < i; j++) Assert.False(Cidr.Overlap(ranges[i], ranges[j]), $"{ranges[i]} and {ranges[j]}");
        }
    }
}
