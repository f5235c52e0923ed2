using System.Collections.Concurrent;

namespace WedSync.CacheService.Caching;

/// <summary>
/// Keys whose stale answer is served without asking for the lease again: somebody renews it, or the origin has just failed. So a
/// stale hit in memory costs what a fresh one does, and an origin that is down is asked for each key now and then only.
/// </summary>
internal sealed class RenewalPauses(TimeProvider time)
{
    /// <summary>After a computation failed, for the whole region.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>While somebody computes, at most: a holder may have died.</summary>
    public static readonly TimeSpan WhileRenewed = TimeSpan.FromSeconds(1);

    private const int MaxKeys = 10_000;

    private readonly ConcurrentDictionary<string, long> _until = new(StringComparer.Ordinal);

    public bool IsPaused(string id) => _until.TryGetValue(id, out var until) && time.GetTimestamp() < until;

    public void Pause(string id, TimeSpan longest)
    {
        if (_until.Count >= MaxKeys) Prune();
        _until[id] = time.GetTimestamp() + (long)(longest.TotalSeconds * time.TimestampFrequency);
    }

    // Forgetting a pause costs one more question for the lease.
    private void Prune()
    {
        var now = time.GetTimestamp();
        foreach (var (id, until) in _until)
        {
            if (until <= now) _until.TryRemove(id, out _);
        }

        if (_until.Count >= MaxKeys) _until.Clear();
    }
}
