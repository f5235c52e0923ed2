using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Network;

public sealed class RegionNetworkTests
{
    [Fact]
    public async Task Gcp_SubnetIsPrivateLoggedAndHasPodAndServiceRanges()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east");

        plan.Single("gcp:compute/network:Network", "us-east-network").Has(("autoCreateSubnetworks", "false"), ("routingMode", "REGIONAL"));
        plan.Single("gcp:compute/subnetwork:Subnetwork", "us-east-nodes-subnet").Has(
            ("ipCidrRange", "10.16.0.0/20"),
            ("privateIpGoogleAccess", "true"),
            ("region", "us-east1"),
            ("secondaryIpRanges[0].rangeName", "pods"),
            ("secondaryIpRanges[0].ipCidrRange", "10.16.128.0/17"),
            ("secondaryIpRanges[1].rangeName", "services"),
            ("secondaryIpRanges[1].ipCidrRange", "10.16.16.0/20"),
            ("logConfig.flowSampling", "0.5"),
            ("logConfig.metadata", "INCLUDE_ALL_METADATA"));
    }

    [Fact]
    public async Task Gcp_NatHasReservedAddressesAndLogs()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east");

        plan.Single("gcp:compute/routerNat:RouterNat", "us-east-nat").Has(
            ("natIpAllocateOption", "MANUAL_ONLY"),
            ("sourceSubnetworkIpRangesToNat", "LIST_OF_SUBNETWORKS"),
            ("subnetworks[0].sourceIpRangesToNats[0]", "ALL_IP_RANGES"),
            ("logConfig.enable", "true"),
            ("enableEndpointIndependentMapping", "false"));
        Assert.All(plan.OfType("gcp:compute/address:Address"), a => Assert.True(a.Protect, a.Name));
        Assert.Equal(2, plan.OfType("gcp:compute/address:Address").Count());
    }

    [Fact]
    public async Task Gcp_FirewallRefusesAllThatNoRuleNames()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east");
        var rules = plan.OfType("gcp:compute/firewall:Firewall");

        Assert.Equal(
            ["us-east-allow-cluster", "us-east-allow-control-plane", "us-east-allow-load-balancers", "us-east-deny-ingress"],
            rules.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(rules, r => r.Has(("direction", "INGRESS"), ("logConfig.metadata", "INCLUDE_ALL_METADATA")));
        rules.Single(r => r.Name == "us-east-deny-ingress").Has(
            ("priority", "65000"), ("denies[0].protocol", "all"), ("sourceRanges[0]", "0.0.0.0/0"), ("allows", null));
        rules.Single(r => r.Name == "us-east-allow-load-balancers").Has(
            ("sourceRanges", """["35.191.0.0/16","130.211.0.0/22"]"""), ("targetTags[0]", "wedsync-node"), ("allows[0].ports[0]", "3000"));
        rules.Single(r => r.Name == "us-east-allow-control-plane").Has(("sourceRanges", """["10.16.32.0/28"]"""), ("allows[0].protocol", "tcp"));
        Assert.DoesNotContain(rules, r => r.At("allows") is not null && r.Text("sourceRanges")!.Contains("0.0.0.0/0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Aws_EachZoneLeavesByItsOwnNat()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");

        Assert.Equal(6, plan.OfType("aws:ec2/subnet:Subnet").Count());
        Assert.Equal(3, plan.OfType("aws:ec2/natGateway:NatGateway").Count());
        for (var zone = 0; zone < 3; zone++)
        {
            plan.Single("aws:ec2/route:Route", $"us-west-private-{zone}-default").Has(
                ("destinationCidrBlock", "0.0.0.0/0"),
                ("natGatewayId", $"natgateway-us-west-nat-gateway-{zone}"),
                ("gatewayId", null));
            var subnet = plan.Single("aws:ec2/subnet:Subnet", $"us-west-private-{zone}");
            subnet.Has(("mapPublicIpOnLaunch", "false"));
            Assert.Equal("1", (string?)subnet.Inputs["tags"]!["kubernetes.io/role/internal-elb"]);
        }
    }

    [Fact]
    public async Task Aws_DefaultSecurityGroupIsClosed()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");
        plan.Single("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "us-west-default-sg").Has(("ingress", null), ("egress", null));
    }

    [Fact]
    public async Task Aws_FlowLogsHoldAllTrafficEncrypted()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");

        plan.Single("aws:ec2/flowLog:FlowLog", "us-west-flow-log").Has(("trafficType", "ALL"), ("logDestinationType", "cloud-watch-logs"));
        plan.Single("aws:cloudwatch/logGroup:LogGroup", "us-west-flow-logs").Has(
            ("retentionInDays", "365"), ("kmsKeyId", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-logs"));
    }

    [Fact]
    public async Task Aws_ServicesAreReachedPrivately()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");
        var endpoints = plan.OfType("aws:ec2/vpcEndpoint:VpcEndpoint");

        Assert.Equal(11, endpoints.Count());
        plan.Single("aws:ec2/vpcEndpoint:VpcEndpoint", "us-west-endpoint-s3").Has(
            ("serviceName", "com.amazonaws.us-west-2.s3"), ("vpcEndpointType", "Gateway"));
        plan.Single("aws:ec2/vpcEndpoint:VpcEndpoint", "us-west-endpoint-ecr-dkr").Has(
            ("serviceName", "com.amazonaws.us-west-2.ecr.dkr"), ("vpcEndpointType", "Interface"), ("privateDnsEnabled", "true"));
        plan.Single("aws:ec2/securityGroup:SecurityGroup", "us-west-endpoints-sg").Has(
            ("ingress[0].fromPort", "443"), ("ingress[0].cidrBlocks", """["10.32.0.0/16"]"""), ("ingress[1]", null));
    }

    [Theory]
    [InlineData("peak-us-east", new[] { "gcp:compute/network:Network", "gcp:compute/subnetwork:Subnetwork" })]
    [InlineData("peak-us-west", new[] { "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/eip:Eip" })]
    public async Task Network_IsProtected(string stack, string[] types)
    {
        var plan = await RegionFixture.PlanAsync(stack);
        var kept = plan.Resources.Where(r => types.Contains(r.Type)).ToList();
        Assert.NotEmpty(kept);
        Assert.All(kept, r => Assert.True(r.Protect, r.Urn));
    }
}
