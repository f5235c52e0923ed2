using System.Net;
using WedSync.Platform.Components.Network;

namespace WedSync.Platform.Tests.Network;

public sealed class CidrTests
{
    [Theory]
    [InlineData("10.16.0.0/16", 20, 0, "10.16.0.0/20")]
    [InlineData("10.16.0.0/16", 20, 1, "10.16.16.0/20")]
    [InlineData("10.16.0.0/16", 17, 1, "10.16.128.0/17")]
    [InlineData("10.16.0.0/16", 28, 512, "10.16.32.0/28")]
    [InlineData("10.16.0.0/16", 16, 0, "10.16.0.0/16")]
    [InlineData("0.0.0.0/0", 32, 7, "0.0.0.7/32")]
    [InlineData("192.168.1.0/24", 32, 255, "192.168.1.255/32")]
    public void Subnet_GivesTheNetworkAtTheIndex(string network, int prefix, int index, string expected) =>
        Assert.Equal(expected, Cidr.Subnet(network, prefix, index));

    [Theory]
    [InlineData("10.16.0.0/16", 15, 0)]
    [InlineData("10.16.0.0/16", 33, 0)]
    [InlineData("10.16.0.0/16", 20, 16)]
    [InlineData("10.16.0.0/16", 20, -1)]
    public void Subnet_OutsideTheNetwork_IsRefused(string network, int prefix, int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Cidr.Subnet(network, prefix, index));

    [Theory]
    [InlineData("10.16.0.1/16")]
    [InlineData("10.16.0.0")]
    [InlineData("10.16/16")]
    [InlineData("2001:db8::/32")]
    [InlineData("")]
    public void Subnet_OfAnythingButANetwork_SaysWhatIsAllowed(string network)
    {
        var error = Assert.Throws<FormatException>(() => Cidr.Subnet(network, 20, 0));
        Assert.Contains($"'{network}' is not an IPv4 network", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subnet_OfAnyNetwork_IsInsideAndApartFromItsSiblings()
    {
        var random = new Random(4711);
        for (var i = 0; i < 500; i++)
        {
            var outer = $"10.{random.Next(256)}.0.0/16";
            var prefix = random.Next(17, 31);
            var count = 1 << (prefix - 16);
            var (a, b) = (random.Next(count), random.Next(count));
            var (subnetA, subnetB) = (Cidr.Subnet(outer, prefix, a), Cidr.Subnet(outer, prefix, b));

            Assert.True(IPNetwork.Parse(outer).Contains(IPNetwork.Parse(subnetA).BaseAddress));
            Assert.Equal(a == b, Cidr.Overlap(subnetA, subnetB));
        }
    }

    [Theory]
    [InlineData("10.0.0.0/12", true)]
    [InlineData("172.16.0.0/12", true)]
    [InlineData("172.32.0.0/16", false)]
    [InlineData("192.168.7.0/24", true)]
    [InlineData("100.64.0.0/10", true)]
    [InlineData("203.0.113.0/24", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("10.0.0.0/7", false)]
    public void IsPrivate_OnlyWhenAllAddressesAre(string network, bool expected) => Assert.Equal(expected, Cidr.IsPrivate(network));
}
