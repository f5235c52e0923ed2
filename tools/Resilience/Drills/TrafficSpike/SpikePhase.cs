using WedSync.Drills.Autoscaling;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills.TrafficSpike;

/// <summary>A part of the spike and what it found.</summary>
/// <param name="Name">Such as 4x.</param>
/// <param name="Report">What became of the requests.</param>
/// <param name="CpuCores">Cores that the service took.</param>
/// <param name="MemoryBytes">Bytes that it held at the end.</param>
/// <param name="MissesPerSecond">Misses a second by Prometheus; null = it has no series.</param>
internal sealed record SpikePhase(string Name, LoadReport Report, double CpuCores, double MemoryBytes, double? MissesPerSecond)
{
    /// <summary>Share of the requests that were turned away early, to be repeated later.</summary>
    public double ShedShare => Share(OutcomeKind.Shed);

    /// <summary>Share of the requests that failed in another way.</summary>
    public double FailedShare => Share(OutcomeKind.Unavailable) + Share(OutcomeKind.Timeout) + Share(OutcomeKind.Refused) + Share(OutcomeKind.Dropped) + Share(OutcomeKind.NotReplicated);

    /// <summary>
    /// The load as pods would have it that turn nothing away: what a saturated pod measures is its own limit, so the work of a served
    /// request is multiplied by what was offered.
    /// </summary>
    public MeasuredLoad Demand()
    {
        var factor = Report.Goodput > 0 ? Math.Max(1, Report.OfferedRate / Report.Goodput) : 1;
        return new MeasuredLoad(CpuCores * factor, MemoryBytes, MissesPerSecond * factor);
    }

    private double Share(OutcomeKind kind) => Report.Total.Offered == 0 ? 0 : (double)Report.Total.Ended.GetValueOrDefault(kind) / Report.Total.Offered;
}
