using System.Diagnostics;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Measuring;

/// <summary>What the processes of pods have used, as a kubelet would report it.</summary>
/// <param name="Cpu">Processor time since their start.</param>
/// <param name="MemoryBytes">Memory in use.</param>
public readonly record struct PodUsage(TimeSpan Cpu, long MemoryBytes)
{
    /// <summary>Of all processes of a workload now; one that has just ended counts nothing.</summary>
    public static PodUsage Of(WorkloadStatus workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var usage = default(PodUsage);
        foreach (var pid in workload.Pods.SelectMany(p => p.Containers).Select(c => c.Pid).OfType<int>())
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                usage = new PodUsage(usage.Cpu + process.TotalProcessorTime, usage.MemoryBytes + process.WorkingSet64);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // It has ended since the status was asked for.
            }
        }

        return usage;
    }
}
