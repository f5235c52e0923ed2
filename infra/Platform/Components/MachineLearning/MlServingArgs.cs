using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Arguments of an <see cref="MlServing"/>.</summary>
public sealed class MlServingArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: namespaces and node pools.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
