using WedSync.LoadGenerator.Results;

namespace WedSync.LoadGenerator;

/// <summary>Sees what a run does, from several threads at once.</summary>
public interface ILoadObserver
{
    /// <summary>A request ended.</summary>
    void OnEnded(in Outcome outcome);

    /// <summary>A write was acknowledged.</summary>
    void OnAcknowledged(AcknowledgedWrite write);
}

/// <summary>A write that the service acknowledged.</summary>
/// <param name="Region">The region that took it; empty = unknown.</param>
/// <param name="Key">Its key.</param>
/// <param name="Stamp">The version that it got.</param>
/// <param name="At">When, from the start of the run.</param>
/// <param name="IsReplicated">Whether a second region held it then.</param>
public sealed record AcknowledgedWrite(string Region, string Key, long Stamp, TimeSpan At, bool IsReplicated);
