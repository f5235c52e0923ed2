using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Arguments of <see cref="GlobalEdge"/>.</summary>
public sealed class GlobalEdgeArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>
    /// What says that the regions of the same stack can be reached (<see cref="RegionalGateway.Ready"/>). Empty in a stack of the
    /// global scope alone: its regions were deployed before it.
    /// </summary>
    public IReadOnlyList<Resource> RegionsReady { get; init; } = [];
}
