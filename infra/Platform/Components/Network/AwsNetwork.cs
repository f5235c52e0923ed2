using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Network;

/// <summary>The network on AWS: three zones, each with a NAT gateway of its own, so that a lost zone takes no other with it.</summary>
internal sealed class AwsNetwork(RegionNetwork parent, RegionNetworkArgs args)
{
    private readonly RegionSettings _region = args.Region;
    private readonly AwsAddressPlan _plan = AwsAddressPlan.For(args.Region.NetworkCidr, args.Region.Location);

    public NetworkFacts Build()
    {
        var vpc = new Pulumi.Aws.Ec2.Vpc($"{_region.Name}-vpc", new VpcArgs
        {
            CidrBlock = _region.NetworkCidr,
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            InstanceTenancy = "default",
            Tags = Tags("vpc"),
        }, new CustomResourceOptions { Parent = parent, Protect = true });
        _ = new DefaultSecurityGroup($"{_region.Name}-default-sg", new DefaultSecurityGroupArgs
        {
            // Without a rule: nothing that forgot to name a group can talk.
            VpcId = vpc.Id,
            Tags = Tags("default-closed"),
        }, Child);
        var publicSubnets = Subnets(vpc, "public", _plan.PublicSubnets, "kubernetes.io/role/elb");
        var privateSubnets = Subnets(vpc, "private", _plan.PrivateSubnets, "kubernetes.io/role/internal-elb");
        var tables = BuildRoutes(vpc, publicSubnets, privateSubnets);
        new AwsEndpoints(parent, args).Build(vpc, privateSubnets, tables);
        new AwsFlowLogs(parent, args).Build(vpc);
        return new NetworkFacts(vpc.Id, Output.Create(Name("vpc")), Ids(privateSubnets), Ids(publicSubnets));
    }

    private CustomResourceOptions Child => new() { Parent = parent };

    private List<Subnet> Subnets(Pulumi.Aws.Ec2.Vpc vpc, string kind, IReadOnlyList<string> ranges, string roleTag) =>
        [.. ranges.Select((range, i) =>
        {
            var tags = Tags($"{kind}-{i}");
            // The load balancer controller finds subnets by this tag.
            tags[roleTag] = "1";
            return new Subnet($"{_region.Name}-{kind}-{i}", new SubnetArgs
            {
                VpcId = vpc.Id,
                CidrBlock = range,
                AvailabilityZone = _plan.ZoneNames[i],
                MapPublicIpOnLaunch = false,
                Tags = tags,
            }, new CustomResourceOptions { Parent = parent, Protect = true });
        })];

    private List<RouteTable> BuildRoutes(Pulumi.Aws.Ec2.Vpc vpc, List<Subnet> publicSubnets, List<Subnet> privateSubnets)
    {
        var gateway = new InternetGateway($"{_region.Name}-igw", new InternetGatewayArgs { VpcId = vpc.Id, Tags = Tags("igw") }, Child);
        var publicTable = Table(vpc, "public");
        _ = new Route($"{_region.Name}-public-default", new RouteArgs
        {
            RouteTableId = publicTable.Id,
            DestinationCidrBlock = "0.0.0.0/0",
            GatewayId = gateway.Id,
        }, Child);
        for (var i = 0; i < publicSubnets.Count; i++) Associate($"public-{i}", publicTable, publicSubnets[i]);
        return [.. privateSubnets.Select((subnet, i) => PrivateRoutes(vpc, gateway, publicSubnets[i], subnet, i))];
    }

    private RouteTable PrivateRoutes(Pulumi.Aws.Ec2.Vpc vpc, InternetGateway gateway, Subnet publicSubnet, Subnet subnet, int i)
    {
        var address = new Eip($"{_region.Name}-nat-{i}", new EipArgs { Domain = "vpc", Tags = Tags($"nat-{i}") },
            new CustomResourceOptions { Parent = parent, Protect = true, DependsOn = { gateway } });
        var nat = new NatGateway($"{_region.Name}-nat-gateway-{i}", new NatGatewayArgs
        {
            AllocationId = address.Id,
            SubnetId = publicSubnet.Id,
            ConnectivityType = "public",
            Tags = Tags($"nat-{i}"),
        }, new CustomResourceOptions { Parent = parent, DependsOn = { gateway } });
        var table = Table(vpc, $"private-{i}");
        _ = new Route($"{_region.Name}-private-{i}-default", new RouteArgs
        {
            RouteTableId = table.Id,
            DestinationCidrBlock = "0.0.0.0/0",
            NatGatewayId = nat.Id,
        }, Child);
        Associate($"private-{i}", table, subnet);
        return table;
    }

    private RouteTable Table(Pulumi.Aws.Ec2.Vpc vpc, string what) =>
        new($"{_region.Name}-{what}-routes", new RouteTableArgs { VpcId = vpc.Id, Tags = Tags($"{what}-routes") }, Child);

    private void Associate(string what, RouteTable table, Subnet subnet) => _ = new RouteTableAssociation(
        $"{_region.Name}-{what}-association",
        new RouteTableAssociationArgs { RouteTableId = table.Id, SubnetId = subnet.Id },
        Child);

    private static Output<ImmutableArray<string>> Ids(IEnumerable<Subnet> subnets) => Output.All(subnets.Select(s => (Input<string>)s.Id));

    private InputMap<string> Tags(string what) => CloudTags.Named(_region, what);

    private string Name(string what) => CloudTags.Name(_region, what);
}
