using System.Collections.Concurrent;

namespace WedSync.CacheService.Caching;

/// <summary>Callers that wait for a record to change.</summary>
internal sealed class Waiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _signals = new(StringComparer.Ordinal);

    /// <summary>
    /// Ends with the record's next change: true when that was a failed computation. Take it before looking at the record, so
    /// that no change can come between.
    /// </summary>
    public Task<bool> NextAsync(string id) =>
        _signals.GetOrAdd(id, static _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Wake(string id, bool failed)
    {
        if (_signals.TryRemove(id, out var signal)) signal.TrySetResult(failed);
    }

    /// <summary>Ends everybody's waiting: the pod is going.</summary>
    public void WakeAll()
    {
        foreach (var id in _signals.Keys) Wake(id, failed: false);
    }
}
