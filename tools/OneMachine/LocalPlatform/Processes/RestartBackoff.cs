namespace WedSync.LocalPlatform.Processes;

/// <summary>
/// When a kubelet starts a container again: the first time at once, then 10 seconds after it ended, 20, 40 and so on up to five
/// minutes. A container that ran for ten minutes starts over.
/// </summary>
public sealed class RestartBackoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ResetAfter = TimeSpan.FromMinutes(10);

    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>How long to wait after an end.</summary>
    /// <param name="ran">How long it had run.</param>
    public TimeSpan Next(TimeSpan ran)
    {
        if (ran >= ResetAfter) Reset();
        var delay = _next;
        _next = delay == TimeSpan.Zero ? First : TimeSpan.FromTicks(Math.Min(Longest.Ticks, delay.Ticks * 2));
        return delay;
    }

    /// <summary>Forgets all ends.</summary>
    public void Reset() => _next = TimeSpan.Zero;
}
