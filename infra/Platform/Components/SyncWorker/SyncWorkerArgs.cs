using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.SyncWorker;

/// <summary>Arguments of a <see cref="SyncWorker"/>.</summary>
public sealed class SyncWorkerArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: Redis, the issuer that regions share and, on AWS, the load balancer controller.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
