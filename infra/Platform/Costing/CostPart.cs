namespace WedSync.Platform.Costing;

/// <summary>One line of a monthly cost: units times price.</summary>
/// <param name="Name">Which part, one of <see cref="CostParts"/>.</param>
/// <param name="Units">How many units.</param>
/// <param name="UnitPriceUsd">Price of a unit in US dollars a month.</param>
public sealed record CostPart(string Name, decimal Units, decimal UnitPriceUsd)
{
    /// <summary>US dollars a month.</summary>
    public decimal MonthlyUsd => Units * UnitPriceUsd;
}

/// <summary>Names of the parts, as reports and metrics show them.</summary>
public static class CostParts
{
    /// <summary>Pods of the cache service.</summary>
    public const string CacheService = "cache_service";

    /// <summary>Memory of the Redis nodes.</summary>
    public const string RedisCluster = "redis_cluster";

    /// <summary>Prediction pods.</summary>
    public const string MlService = "ml_service";

    /// <summary>Volumes of the Redis nodes.</summary>
    public const string Storage = "storage";

    /// <summary>Egress.</summary>
    public const string Network = "network";

    /// <summary>Load balancers.</summary>
    public const string LoadBalancer = "load_balancer";

    /// <summary>All parts, in the order of reports.</summary>
    public static readonly IReadOnlyList<string> All = [CacheService, RedisCluster, MlService, Storage, Network, LoadBalancer];
}
