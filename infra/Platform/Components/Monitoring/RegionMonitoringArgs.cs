using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>Arguments of <see cref="RegionMonitoring"/>.</summary>
public sealed class RegionMonitoringArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>Rule files of other components; none by default.</summary>
    public IReadOnlyList<RuleFile> ContributedRules { get; init; } = [];
}
