using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>Arguments of a <see cref="SeasonOperator"/>.</summary>
public sealed class SeasonOperatorArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: the season's configuration and everything that it moves.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
