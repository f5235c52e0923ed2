using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>Arguments of a <see cref="RedisCluster"/>.</summary>
public sealed class RedisClusterArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: namespace, storage class, cert-manager and External Secrets.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
