using WedSync.Contracts.Quantities;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Costing;

/// <summary>
/// Expected monthly cost, from the profiles' floors: replicas are the autoscalers' minima, Redis memory is nodes times memory of a node,
/// storage is one volume a node, egress is the baseline times the load factor. What autoscaling adds above the floor stands in the budget's headroom.
/// </summary>
public static class MonthlyCost
{
    /// <summary>Size of a Redis node's volume in GiB, the same in every season: volumes do not shrink.</summary>
    public const int StorageGbPerRedisNode = 100;

    /// <summary>Cost of a region in a season.</summary>
    public static ScopeCost ForRegion(PlatformSettings settings, RegionSettings region, Season season)
    {
        var profile = settings.Profiles[season];
        var prices = settings.UnitCosts;
        var redis = profile.RedisCluster;
        var parts = new List<CostPart>
        {
            new(CostParts.CacheService, profile.CacheService.MinReplicas, prices.CacheServiceReplica),
            new(CostParts.RedisCluster, redis.Nodes * BinaryQuantity.Parse(redis.MemoryPerNode).Gibibytes, prices.RedisNodeGb),
            new(CostParts.MlService, profile.MlService.MinReplicas, prices.MlServiceReplica),
            new(CostParts.Storage, redis.Nodes * StorageGbPerRedisNode, prices.StorageGb),
            new(CostParts.Network, prices.BaselineNetworkGb * (decimal)profile.LoadFactor, prices.NetworkGb),
        };

        // The global load balancer reaches regions of Google Cloud by itself; a region on AWS pays for a load balancer of its own.
        if (region.Cloud == Cloud.Aws) parts.Add(new CostPart(CostParts.LoadBalancer, 1, prices.LoadBalancer));
        return new ScopeCost(region.Name, parts);
    }

    /// <summary>Cost of the global scope: the global load balancer has a forwarding rule for each domain. It is the same in every season.</summary>
    public static ScopeCost ForGlobal(PlatformSettings settings)
    {
        var domains = settings.Regions.Select(r => r.Domain).Distinct(StringComparer.Ordinal).Count();
        return new ScopeCost(StackIdentity.GlobalScope, [new CostPart(CostParts.LoadBalancer, domains, settings.UnitCosts.LoadBalancer)]);
    }

    /// <summary>Cost of the whole platform in a season, whatever the stack holds.</summary>
    public static SeasonCost ForPlatform(PlatformSettings settings, Season season) =>
        new(season, [ForGlobal(settings), .. settings.Regions.Select(r => ForRegion(settings, r, season))]);

    /// <summary>Cost of the scopes that the stack holds, in its own season.</summary>
    public static SeasonCost ForStack(PlatformSettings settings)
    {
        var season = settings.Stack.Season;
        var scopes = settings.StackRegions.Select(r => ForRegion(settings, r, season));
        return new SeasonCost(season, settings.Stack.HoldsGlobal ? [ForGlobal(settings), .. scopes] : [.. scopes]);
    }

    /// <summary>Cost of the whole platform in every season.</summary>
    public static SeasonComparison Compare(PlatformSettings settings) =>
        new([.. Enum.GetValues<Season>().Select(season => ForPlatform(settings, season))]);
}
