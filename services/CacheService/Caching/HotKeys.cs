namespace WedSync.CacheService.Caching;

/// <summary>A key and its share of a pod's reads.</summary>
internal sealed record HotKey(string Id, double Share);

/// <summary>
/// Finds keys that take more than a hundredth of the reads, from every 16th read, with a fixed number of counters (Space-Saving).
/// Keys are never metric labels: there is no bound to them.
/// </summary>
internal sealed class HotKeys(TimeProvider time)
{
    public const double Threshold = 0.01;

    private const int Counters = 256;
    private const int Sampling = 16;
    private const int MinSamples = 200;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(Counters + 1, StringComparer.Ordinal);
    private IReadOnlyList<HotKey> _hot = [];
    private int _total;
    private long _windowStart = time.GetTimestamp();
    private uint _reads;

    /// <summary>Those whose name begins so.</summary>
    public IReadOnlyList<HotKey> Of(string keyPrefix) => [.. Current.Where(key => key.Id.StartsWith(keyPrefix, StringComparison.Ordinal))];

    /// <summary>Those of all tenants.</summary>
    public IReadOnlyList<HotKey> Current
    {
        get
        {
            lock (_lock)
            {
                TurnWindow();
                return _hot;
            }
        }
    }

    public void Count(string id)
    {
        // A lost increment under contention only moves the sampling.
        if (++_reads % Sampling != 0) return;
        lock (_lock)
        {
            TurnWindow();
            _total++;
            if (_counts.TryGetValue(id, out var count)) _counts[id] = count + 1;
            else if (_counts.Count < Counters) _counts[id] = 1;
            else ReplaceRarest(id);
        }
    }

    private void ReplaceRarest(string id)
    {
        var (rarest, count) = ("", int.MaxValue);
        foreach (var (key, value) in _counts)
        {
            if (value < count) (rarest, count) = (key, value);
        }

        _counts.Remove(rarest);
        _counts[id] = count + 1;
    }

    private void TurnWindow()
    {
        if (time.GetElapsedTime(_windowStart) < Window) return;
        _hot = _total < MinSamples
            ? []
            : [.. _counts.Where(pair => pair.Value >= _total * Threshold)
                .OrderByDescending(pair => pair.Value)
                .Select(pair => new HotKey(pair.Key, Math.Round(pair.Value / (double)_total, 4)))];
        _counts.Clear();
        _total = 0;
        _windowStart = time.GetTimestamp();
    }
}
