namespace WedSync.Hosting.Loops;

/// <summary>How failed loops are run again.</summary>
public sealed record LoopOptions
{
    /// <summary>Pause after a first failure; 200 ms. It doubles with each that follows.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause; 10 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A loop that has run for so long is well again; 20 s.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The process is unready after so many failures in a row; 3.</summary>
    public int UnreadyAfter { get; init; } = 3;

    /// <summary>The pause before the next run: twice the last one, shortened by up to a half, so that pods do not come back together.</summary>
    /// <param name="failures">How often it has failed in a row, 1 or more.</param>
    /// <param name="draw">From 0 to 1, evenly.</param>
    public TimeSpan PauseAfter(int failures, double draw)
    {
        var longest = Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30) - 1), LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (1 - (draw / 2)));
    }
}
