using WedSync.LoadGenerator;

namespace WedSync.Drills.Measuring;

/// <summary>How far back the oldest lost write lies.</summary>
internal static class RecoveryPoint
{
    /// <summary>Seconds from the earliest lost write to the kill; 0 when nothing is lost.</summary>
    public static double Of(IEnumerable<AcknowledgedWrite> lost, TimeSpan killed)
        => lost.Select(write => (killed - write.At).TotalSeconds).Append(0).Max();
}
