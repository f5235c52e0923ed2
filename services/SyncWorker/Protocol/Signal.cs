namespace WedSync.SyncWorker.Protocol;

/// <summary>Wakes one waiter; set while nobody waits, it wakes the next one at once.</summary>
internal sealed class Signal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            waiter = _waiter;
            _waiter = null;
            if (waiter is null) _isSet = true;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Returns when it is set, or after <paramref name="longest"/>.</summary>
    public async ValueTask WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task waiting;
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = _waiter.Task;
        }

        await using var timer = time.CreateTimer(static signal => ((Signal)signal!).Set(), this, longest, Timeout.InfiniteTimeSpan);
        await using var registration = cancellation.UnsafeRegister(static signal => ((Signal)signal!).Set(), this);
        await waiting;
        cancellation.ThrowIfCancellationRequested();
    }
}
