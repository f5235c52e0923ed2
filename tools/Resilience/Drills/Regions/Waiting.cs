using System.Diagnostics;

namespace WedSync.Drills.Regions;

/// <summary>Waits for what has no event of its own.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks again and again until it is so.</summary>
    /// <returns>How long it took; null when it was not so in time.</returns>
    public static async Task<TimeSpan?> UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await isSo()) return Stopwatch.GetElapsedTime(started);
            if (Stopwatch.GetElapsedTime(started) > patience) return null;
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>The same, where nothing can go on without it.</summary>
    /// <exception cref="DrillException">It was not so in time.</exception>
    public static async Task<TimeSpan> UntilAsync(string what, string look, Func<Task<bool>> isSo, TimeSpan patience, CancellationToken cancellation)
        => await UntilAsync(isSo, patience, cancellation)
            ?? throw new DrillException($"{what}: not within {patience.TotalSeconds:0} s; look with {look}.");
}
