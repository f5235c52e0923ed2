namespace WedSync.Core.Redis;

/// <summary>
/// A costly read that many callers need at once, each as of a moment after it asked: all that ask while one runs share the next one.
/// </summary>
internal sealed class SharedScan<T>(Func<Task<T>> scan)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task<T>? _next;

    /// <summary>The result of a scan that begins after this call.</summary>
    public Task<T> RunAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _next ??= StartAfterAsync(_running);
            return _next.WaitAsync(cancellation);
        }
    }

    // It runs to its end whoever gives up: others wait for it.
    private async Task<T> StartAfterAsync(Task running)
    {
        // It yields in any case: the scan must begin after everybody who shares it has asked, and off the lock.
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> scanning;
        lock (_lock)
        {
            _next = null;
            _running = scanning = Task.Run(scan);
        }

        return await scanning.ConfigureAwait(false);
    }
}
