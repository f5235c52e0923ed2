using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.CacheService;

/// <summary>Arguments of a <see cref="CacheService"/>.</summary>
public sealed class CacheServiceArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: Argo Rollouts, the analyses, Redis, the season's configuration.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
