namespace WedSync.LocalPlatform.Faults;

/// <summary>Holds a container down until it is released.</summary>
internal sealed class HoldGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;
    private TaskCompletionSource _released = New();

    public bool IsClosed
    {
        get
        {
            lock (_lock) return _closed is not null;
        }
    }

    public void Close()
    {
        lock (_lock) _closed ??= New();
    }

    /// <summary>Opens it and wakes whoever waits for a restart.</summary>
    public void Open()
    {
        TaskCompletionSource? closed;
        TaskCompletionSource released;
        lock (_lock)
        {
            (closed, _closed) = (_closed, null);
            (released, _released) = (_released, New());
        }

        closed?.SetResult();
        released.SetResult();
    }

    /// <summary>Completes at the next opening.</summary>
    public Task Released()
    {
        lock (_lock) return _released.Task;
    }

    public Task WaitAsync(CancellationToken cancellation)
    {
        lock (_lock) return _closed?.Task.WaitAsync(cancellation) ?? Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
