using Pulumi;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Redis;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Stacks;

/// <summary>One region: everything from its network to its dashboards, in one cloud.</summary>
public sealed class RegionStack : ComponentResource
{
    /// <summary>Declares the region.</summary>
    public RegionStack(PlatformSettings settings, RegionSettings region)
        : base("wedsync:stacks:Region", region.Name, new ComponentResourceOptions { Providers = { CloudProviders.ForRegion(settings, region) } })
    {
        var keys = new RegionKeys($"{region.Name}-keys", new RegionKeysArgs { Settings = settings, Region = region }, Child());
        var network = new RegionNetwork($"{region.Name}-network", new RegionNetworkArgs { Settings = settings, Region = region, Keys = keys }, Child());
        var cluster = new RegionCluster(
            $"{region.Name}-cluster", new RegionClusterArgs { Settings = settings, Region = region, Network = network, Keys = keys }, Child());
        var context = cluster.Context;
        var delivery = new CanaryDelivery(context.Logical("delivery"), new CanaryDeliveryArgs { Context = context }, Child());
        var redis = new RedisCluster(context.Logical("redis"), new RedisClusterArgs { Context = context }, Child());
        var gateway = new RegionalGateway(context.Logical("gateway"), new RegionalGatewayArgs { Context = context }, Child());
        RegisterOutputs();
    }

    private ComponentResourceOptions Child(params Resource[] dependsOn) => new() { Parent = this, DependsOn = dependsOn };
}
