namespace WedSync.CacheService.Caching;

/// <summary>Callers that wait for a record to change. It holds what is waited for and nothing else.</summary>
internal sealed class Waiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    /// <summary>Records that somebody waits for.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _signals.Count;
        }
    }

    /// <summary>Begins to watch a record; disposing ends it.</summary>
    public Watch Begin(string id)
    {
        lock (_lock)
        {
            if (!_signals.TryGetValue(id, out var signal)) _signals[id] = signal = new Signal();
            signal.Watches++;
            return new Watch(this, id, signal);
        }
    }

    public void Wake(string id, bool failed)
    {
        TaskCompletionSource<bool> change;
        lock (_lock)
        {
            if (!_signals.TryGetValue(id, out var signal)) return;
            change = signal.Change;
            signal.Change = NewChange();
        }

        change.TrySetResult(failed);
    }

    /// <summary>Whether nobody is to wait any more.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>Ends everybody's waiting: the pod is going.</summary>
    public void WakeAll()
    {
        string[] ids;
        lock (_lock)
        {
            IsEnding = true;
            ids = [.. _signals.Keys];
        }

        foreach (var id in ids) Wake(id, failed: false);
    }

    private static TaskCompletionSource<bool> NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void End(string id, Signal signal)
    {
        lock (_lock)
        {
            if (--signal.Watches == 0) _signals.Remove(id);
        }
    }

    private sealed class Signal
    {
        public TaskCompletionSource<bool> Change { get; set; } = NewChange();

        public int Watches { get; set; }
    }

    internal readonly struct Watch : IDisposable
    {
        private readonly Waiters _owner;
        private readonly string _id;
        private readonly Signal _signal;

        internal Watch(Waiters owner, string id, object signal) => (_owner, _id, _signal) = (owner, id, (Signal)signal);

        /// <summary>
        /// Ends with the record's next change: true when that was a failed computation. Take it before looking at the record, so
        /// that no change can come between.
        /// </summary>
        public Task<bool> Next()
        {
            lock (_owner._lock) return _signal.Change.Task;
        }

        public void Dispose() => _owner.End(_id, _signal);
    }
}
