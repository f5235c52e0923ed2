using WedSync.LocalPlatform.Rollouts.Description;

namespace WedSync.LocalPlatform.Rollouts.Analysis;

/// <summary>All metrics of a canary's background analysis. One that ends badly ends all.</summary>
internal sealed class AnalysisRun(IReadOnlyList<MetricDescription> metrics, TimeSpan started)
{
    private readonly List<MetricRun> _metrics = [.. metrics.Select(metric => new MetricRun(metric, started))];

    /// <summary>The worst of the metrics that have ended; running while none ended badly and one goes on.</summary>
    public AnalysisPhase Phase
    {
        get
        {
            var worst = _metrics.Select(metric => metric.Phase).DefaultIfEmpty(AnalysisPhase.Successful).Max();
            if (worst > AnalysisPhase.Successful) return worst;
            return _metrics.Any(metric => metric.Phase == AnalysisPhase.Running) ? AnalysisPhase.Running : AnalysisPhase.Successful;
        }
    }

    /// <summary>Names of the metrics that brought <see cref="Phase"/> about.</summary>
    public IReadOnlyList<string> Causes => [.. _metrics.Where(metric => metric.Phase == Phase).Select(metric => metric.Name)];

    /// <summary>When something is to be measured next; null = never.</summary>
    public TimeSpan? NextAt => Phase == AnalysisPhase.Running ? Running.Min(metric => (TimeSpan?)metric.NextAt) : null;

    private IEnumerable<MetricRun> Running => _metrics.Where(metric => metric.Phase == AnalysisPhase.Running);

    /// <summary>What is to be measured now.</summary>
    public IReadOnlyList<MetricRun> Due(TimeSpan now) => Phase == AnalysisPhase.Running ? [.. Running.Where(metric => metric.NextAt <= now)] : [];
}
