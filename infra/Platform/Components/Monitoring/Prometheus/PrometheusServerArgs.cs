using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>Arguments of <see cref="PrometheusServer"/>.</summary>
public sealed class PrometheusServerArgs
{
    /// <summary>The region's cluster.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>The rules that it evaluates.</summary>
    public required IReadOnlyList<RuleFile> Rules { get; init; }
}
