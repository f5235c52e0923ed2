namespace Pulumi;

/// <summary>Knows when nothing is under way any more, and what failed.</summary>
internal sealed class TaskTracker
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private int _active;
    private TaskCompletionSource? _changed;

    public void Add(Task task)
    {
        lock (_gate)
            _active++;
        if (task.IsCompleted)
            Complete(task);
        else
            task.ContinueWith(Complete, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is under way or something has failed; returns the failures so far.</summary>
    public async Task<IReadOnlyList<Exception>> WaitAsync()
    {
        while (true)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                if (_active == 0 || _failures.Count > 0)
                    return [.. _failures.Distinct()];

                // Continued on another thread, so that whoever completed the last task can first start what comes after it.
                changed = _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await changed.Task.ConfigureAwait(false);
        }
    }

    private void Complete(Task task)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            _active--;
            if (task.Exception is { } failure)
                _failures.AddRange(failure.InnerExceptions);
            if (_active > 0 && _failures.Count == 0)
                return;
            (changed, _changed) = (_changed, null);
        }

        changed?.SetResult();
    }
}
