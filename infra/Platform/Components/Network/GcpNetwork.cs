using System.Collections.Immutable;
using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Network;

/// <summary>The network on Google Cloud.</summary>
internal sealed class GcpNetwork(RegionNetwork parent, RegionNetworkArgs args)
{
    private readonly RegionSettings _region = args.Region;
    private readonly string _project = args.Settings.Accounts.GcpProject;
    private readonly GcpAddressPlan _plan = GcpAddressPlan.For(args.Region.NetworkCidr);

    public NetworkFacts Build()
    {
        var network = new Pulumi.Gcp.Compute.Network($"{_region.Name}-network", new NetworkArgs
        {
            Name = Name("network"),
            Project = _project,
            Description = $"WedSync AI cache, region {_region.Name}",
            AutoCreateSubnetworks = false,
            RoutingMode = "REGIONAL",
            DeleteDefaultRoutesOnCreate = false,
        }, new CustomResourceOptions { Parent = parent, Protect = true });
        var subnet = BuildSubnet(network);
        BuildNat(network, subnet);
        new GcpFirewall(parent, args, _plan).Build(network);
        return new NetworkFacts(
            network.Id,
            network.Name,
            subnet.Id.Apply(id => ImmutableArray.Create(id)),
            Output.Create(ImmutableArray<string>.Empty));
    }

    private Subnetwork BuildSubnet(Pulumi.Gcp.Compute.Network network) => new($"{_region.Name}-nodes-subnet", new SubnetworkArgs
    {
        Name = Name("nodes"),
        Project = _project,
        Region = _region.Location,
        Network = network.Id,
        IpCidrRange = _plan.Nodes,
        PrivateIpGoogleAccess = true,
        StackType = "IPV4_ONLY",
        SecondaryIpRanges =
        {
            new SubnetworkSecondaryIpRangeArgs { RangeName = GcpAddressPlan.PodRange, IpCidrRange = _plan.Pods },
            new SubnetworkSecondaryIpRangeArgs { RangeName = GcpAddressPlan.ServiceRange, IpCidrRange = _plan.Services },
        },
        LogConfig = new SubnetworkLogConfigArgs
        {
            AggregationInterval = "INTERVAL_5_SEC",
            FlowSampling = 0.5,
            Metadata = "INCLUDE_ALL_METADATA",
        },
    }, new CustomResourceOptions { Parent = parent, Protect = true });

    private void BuildNat(Pulumi.Gcp.Compute.Network network, Subnetwork subnet)
    {
        var router = new Router($"{_region.Name}-router", new RouterArgs
        {
            Name = Name("router"),
            Project = _project,
            Region = _region.Location,
            Network = network.Id,
        }, new CustomResourceOptions { Parent = parent });
        // Addresses of our own, so that partners may allow them.
        var addresses = Enumerable.Range(0, 2).Select(i => new Address($"{_region.Name}-nat-{i}", new AddressArgs
        {
            Name = Name($"nat-{i}"),
            Project = _project,
            Region = _region.Location,
            AddressType = "EXTERNAL",
            NetworkTier = "PREMIUM",
        }, new CustomResourceOptions { Parent = parent, Protect = true })).ToList();
        _ = new RouterNat($"{_region.Name}-nat", new RouterNatArgs
        {
            Name = Name("nat"),
            Project = _project,
            Region = _region.Location,
            Router = router.Name,
            NatIpAllocateOption = "MANUAL_ONLY",
            NatIps = addresses.Select(a => a.SelfLink).ToList(),
            SourceSubnetworkIpRangesToNat = "LIST_OF_SUBNETWORKS",
            Subnetworks =
            {
                new RouterNatSubnetworkArgs { Name = subnet.Id, SourceIpRangesToNats = { "ALL_IP_RANGES" } },
            },
            EnableDynamicPortAllocation = true,
            EnableEndpointIndependentMapping = false,
            MinPortsPerVm = 128,
            MaxPortsPerVm = 4096,
            LogConfig = new RouterNatLogConfigArgs { Enable = true, Filter = "ERRORS_ONLY" },
        }, new CustomResourceOptions { Parent = parent });
    }

    private string Name(string what) => $"wedsync-{_region.Name}-{what}";
}
