using System.Collections.Immutable;
using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Network;

/// <summary>
/// A region's private network: nodes have no public address, leave by NAT, and every flow is logged. Nothing may enter that no rule names.
/// </summary>
public sealed class RegionNetwork : ComponentResource
{
    /// <summary>Creates the network in the region's cloud.</summary>
    public RegionNetwork(string name, RegionNetworkArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:network:RegionNetwork", name, options)
    {
        var network = args.Region.Cloud == Cloud.Gcp ? new GcpNetwork(this, args).Build() : new AwsNetwork(this, args).Build();
        NetworkId = network.NetworkId;
        NetworkName = network.NetworkName;
        SubnetIds = network.SubnetIds;
        PublicSubnetIds = network.PublicSubnetIds;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["networkId"] = NetworkId,
            ["networkName"] = NetworkName,
            ["subnetIds"] = SubnetIds,
            ["publicSubnetIds"] = PublicSubnetIds,
        });
    }

    /// <summary>Id of the VPC.</summary>
    [Output("networkId")]
    public Output<string> NetworkId { get; private set; }

    /// <summary>Name of the VPC.</summary>
    [Output("networkName")]
    public Output<string> NetworkName { get; private set; }

    /// <summary>Subnets of the nodes: one on Google Cloud, one a zone on AWS.</summary>
    [Output("subnetIds")]
    public Output<ImmutableArray<string>> SubnetIds { get; private set; }

    /// <summary>Subnets of public load balancers, one a zone; empty on Google Cloud.</summary>
    [Output("publicSubnetIds")]
    public Output<ImmutableArray<string>> PublicSubnetIds { get; private set; }
}

/// <summary>What a cloud's network tells the other components.</summary>
internal sealed record NetworkFacts(
    Output<string> NetworkId,
    Output<string> NetworkName,
    Output<ImmutableArray<string>> SubnetIds,
    Output<ImmutableArray<string>> PublicSubnetIds);
