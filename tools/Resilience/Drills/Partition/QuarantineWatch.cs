using WedSync.Drills.Regions;

namespace WedSync.Drills.Partition;

/// <summary>Looks once a second how many records are held back, and keeps the highest number.</summary>
internal sealed class QuarantineWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private long _highest;

    private QuarantineWatch(SyncWatch sync) => _run = RunAsync(sync);

    /// <summary>Highest number seen, over all regions.</summary>
    public long Highest => Interlocked.Read(ref _highest);

    public static QuarantineWatch Start(SyncWatch sync) => new(sync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(SyncWatch sync)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            var held = (await sync.AskAsync(_stop.Token)).SelectMany(w => w.Peers).Sum(p => p.Quarantined);
            if (held > Highest) Interlocked.Exchange(ref _highest, held);
        }
    }
}
