using System.Collections.Concurrent;
using WedSync.LoadGenerator.Results;

namespace WedSync.LoadGenerator.Ledger;

/// <summary>Every acknowledged write of a run, so that each can be asked for afterwards. Thread-safe.</summary>
public sealed class WriteLedger : ILoadObserver
{
    private readonly ConcurrentDictionary<(string Region, string Key), AcknowledgedWrite> _newest = new();
    private long _count;

    /// <summary>Acknowledged writes.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The newest acknowledged write of each key in each region: an older one may be overwritten, this one may not be missing.</summary>
    public IReadOnlyCollection<AcknowledgedWrite> Newest => [.. _newest.Values];

    /// <inheritdoc/>
    public void OnEnded(in Outcome outcome)
    {
    }

    /// <inheritdoc/>
    public void OnAcknowledged(AcknowledgedWrite write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Interlocked.Increment(ref _count);
        _newest.AddOrUpdate((write.Region, write.Key), write, (_, known) => known.Stamp > write.Stamp ? known : write);
    }
}
