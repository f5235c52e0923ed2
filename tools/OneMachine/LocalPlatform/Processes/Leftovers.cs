using System.Text.Json;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Processes;

/// <summary>Ends what a supervisor that was killed has left, and nothing else.</summary>
public static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Ends every process of the last run whose supervisor does not live. A process is one of it when <c>run.json</c> names its number
    /// and start time in this boot, or when its environment holds the run's random name.
    /// </summary>
    /// <returns>How many were ended.</returns>
    public static async Task<int> EndAsync(StateFolder state, TimeProvider time)
    {
        if (Read(state.RunFile) is not { } run || ProcessTable.Lives(run.Supervisor)) return 0;
        var known = run.BootId == ProcessTable.BootId ? run.Processes : [];
        var left = known.Concat(ProcessTable.WithVariable(RunRecord.Variable, run.RunId)).Distinct().Where(ProcessTable.Lives).ToList();
        foreach (var process in left)
        {
            Native.SignalGroup(process.Pid, Native.SigKill);
            Native.Signal(process.Pid, Native.SigKill);
        }

        var started = time.GetTimestamp();
        while (left.Any(ProcessTable.Lives) && time.GetElapsedTime(started) < Patience) await Task.Delay(Poll, time);
        return left.Count;
    }

    private static RunRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), RunJson.Default.RunRecord) : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
