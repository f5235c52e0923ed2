namespace WedSync.SyncWorker.Protocol;

/// <summary>Keeps the protocol's loops going, whatever happens in them: one that ended unseen would stop replication with nothing to show for it.</summary>
/// <param name="peer">Whom they deal with, as reports say.</param>
/// <param name="pause">Between a failure and the next beginning.</param>
/// <param name="time">The clock of that.</param>
/// <param name="observer">Told of failures.</param>
internal sealed class LoopKeeper(string peer, TimeSpan pause, TimeProvider time, SyncObserver observer)
{
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing;

    /// <summary>Runs a loop, and begins it anew when it fails or ends by itself. Ends when it is cancelled, and never by an exception.</summary>
    public async Task KeepAsync(string what, Func<CancellationToken, Task> loop, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await TryAsync(what, () => loop(cancellation), cancellation);
            await Task.Delay(pause, time, cancellation).ConfigureAwait(Quietly);
        }
    }

    /// <summary>Does something, and reports its failure instead of throwing it. False when it failed.</summary>
    public async Task<bool> TryAsync(string what, Func<Task> action, CancellationToken cancellation)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception)
        {
            if (!cancellation.IsCancellationRequested) Report(what, exception);
            return false;
        }
    }

    private void Report(string what, Exception exception)
    {
        try
        {
            observer.Failed(peer, what, exception);
        }
        catch (Exception)
        {
            // Whom could it be told? The work goes on.
        }
    }
}
