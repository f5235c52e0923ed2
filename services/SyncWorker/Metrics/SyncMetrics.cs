using System.Collections.Concurrent;
using Prometheus;
using WedSync.Contracts.Metrics;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Metrics;

/// <summary>What one peer's numbers are now.</summary>
internal sealed record PeerNumbers(double LagSeconds, long LagKeys, long Applied, long Conflicts, long Quarantined, long Divergence, long Removed,
    double BehindSeconds);

/// <summary>The worker's metrics. Labels are regions, which are few.</summary>
internal sealed class SyncMetrics
{
    private readonly Gauge _lagSeconds;
    private readonly Gauge _lagKeys;
    private readonly Gauge _behind;
    private readonly Counter _applied;
    private readonly Counter _conflicts;
    private readonly Gauge _quarantined;
    private readonly Counter _divergence;
    private readonly Counter _removed;
    private readonly Counter _bytes;
    private readonly Gauge _connected;
    private readonly Gauge _waiting;
    private readonly ConcurrentDictionary<string, byte> _peers = new(StringComparer.Ordinal);

    public SyncMetrics()
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        var factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        _lagSeconds = factory.CreateGauge(MetricNames.SyncLagSeconds, "Seconds that a peer lags behind this region.", "peer");
        _lagKeys = factory.CreateGauge(MetricNames.SyncLagKeys, "Keys that a peer lags behind this region.", "peer");
        _behind = factory.CreateGauge(MetricNames.SyncBehindSeconds, "Seconds that this region lags behind a peer.", "peer");
        _applied = factory.CreateCounter(MetricNames.SyncAppliedTotal, "Changes applied from a peer.", "peer");
        _conflicts = factory.CreateCounter(MetricNames.SyncConflictsTotal, "Changes of a peer that lost a conflict.", "peer");
        _quarantined = factory.CreateGauge(MetricNames.SyncQuarantined, "Entries of a peer held back: ahead of the clock.", "peer");
        _divergence = factory.CreateCounter(MetricNames.SyncDivergenceTotal, "Records that a comparison found different.", "peer");
        _removed = factory.CreateCounter(MetricNames.SyncResurrectionsTotal, "Deleted records taken out again.", "peer");
        _bytes = factory.CreateCounter(MetricNames.SyncBytesTotal, "Bytes before compression.", "peer", "direction");
        _connected = factory.CreateGauge(MetricNames.SyncPeerConnected, "1 while a peer is read from.", "peer");
        _waiting = factory.CreateGauge(MetricNames.SyncWaitingPartitions, "Partitions that wait for their comparison.", "peer");
        OwnedPartitions = factory.CreateGauge(MetricNames.SyncOwnedPartitions, "Partitions that this worker works on.");
        UnownedPartitions = factory.CreateGauge(MetricNames.SyncUnownedPartitions, "Partitions that no worker of the region works on.");
        PendingErasures = factory.CreateGauge(MetricNames.SyncPendingErasures, "Erasures that some region has not confirmed.");
        Registry.AddBeforeCollectCallback(() => Collecting?.Invoke());
    }

    /// <summary>Raised before the values are read.</summary>
    public event Action? Collecting;

    public CollectorRegistry Registry { get; }

    public Gauge OwnedPartitions { get; }

    public Gauge UnownedPartitions { get; }

    public Gauge PendingErasures { get; }

    /// <summary>A peer's series begin at zero, so that rates and alerts see the first event.</summary>
    public void Add(string peer)
    {
        if (!_peers.TryAdd(peer, 0)) return;
        foreach (var gauge in new[] { _lagSeconds, _lagKeys, _behind, _quarantined, _connected, _waiting }) gauge.WithLabels(peer).Set(0);
        foreach (var counter in new[] { _applied, _conflicts, _divergence, _removed }) counter.WithLabels(peer);
        foreach (var direction in new[] { "sent", "received" }) _bytes.WithLabels(peer, direction);
    }

    /// <summary>A peer that has left raises no alert any more.</summary>
    public void Remove(string peer)
    {
        if (!_peers.TryRemove(peer, out _)) return;
        foreach (var gauge in new[] { _lagSeconds, _lagKeys, _behind, _quarantined, _connected, _waiting }) gauge.RemoveLabelled(peer);
    }

    public void Lag(string peer, double seconds, long keys)
    {
        _lagSeconds.WithLabels(peer).Set(seconds);
        _lagKeys.WithLabels(peer).Set(keys);
    }

    public void Behind(string peer, double seconds)
    {
        // One that has just left has no series any more.
        if (_peers.ContainsKey(peer)) _behind.WithLabels(peer).Set(seconds);
    }

    public void Taken(string peer, ApplyOutcome outcome)
    {
        if (outcome == ApplyOutcome.Applied) _applied.WithLabels(peer).Inc();
        if (outcome == ApplyOutcome.Older) _conflicts.WithLabels(peer).Inc();
    }

    public void Quarantined(string peer, long entries) => _quarantined.WithLabels(peer).Set(entries);

    public void Diverged(string peer, int records) => _divergence.WithLabels(peer).Inc(records);

    public void Removed(string peer, int records) => _removed.WithLabels(peer).Inc(records);

    public void Connected(string peer, bool isConnected) => _connected.WithLabels(peer).Set(isConnected ? 1 : 0);

    public void Waiting(string peer, int partitions) => _waiting.WithLabels(peer).Set(partitions);

    public void Sent(string peer, int bytes) => _bytes.WithLabels(peer, "sent").Inc(bytes);

    public void Received(string peer, int bytes) => _bytes.WithLabels(peer, "received").Inc(bytes);

    public PeerNumbers Of(string peer) => new(
        _lagSeconds.WithLabels(peer).Value,
        (long)_lagKeys.WithLabels(peer).Value,
        (long)_applied.WithLabels(peer).Value,
        (long)_conflicts.WithLabels(peer).Value,
        (long)_quarantined.WithLabels(peer).Value,
        (long)_divergence.WithLabels(peer).Value,
        (long)_removed.WithLabels(peer).Value,
        _behind.WithLabels(peer).Value);
}
