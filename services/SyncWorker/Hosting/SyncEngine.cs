using WedSync.Core.Redis;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Erasure;
using WedSync.SyncWorker.Membership;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Quarantine;
using WedSync.SyncWorker.Storage;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Hosting;

/// <summary>Everything that runs beside the endpoints, put together. It is itself the loop in which the relations with the peers live.</summary>
internal sealed class SyncEngine : IBackgroundLoop, IDisposable
{
    private readonly RedisCluster _redis;
    private readonly WorkerSettings _settings;
    private readonly SyncMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly HeldRecords _held;
    private readonly ChangeFeed _feed;
    private readonly ErasureCourier _courier;
    private readonly MembershipWatcher _membership;
    private readonly StandingMonitor _standing;
    private readonly PeerDirectory _directory;

    public SyncEngine(WorkerSettings settings, RedisCluster redis, TlsMaterial? tls, SyncMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _redis, _metrics, _time) = (settings, redis, metrics, time);
        var entries = new EntryStore(redis, settings.Self.Region);
        _directory = new PeerDirectory(settings.Self, tls, new PeerOptions(settings.Sync.CallTimeout, metrics, time));
        _directory.Set(settings.Peers);
        Store = new RedisRegionStore(entries, () => _directory.Regions.Concat(settings.Regions), settings.Sync.SkewLimit, time);
        _held = new HeldRecords(redis, time);
        Leases = new PartitionLeases(redis, settings.PodName, time, Random.Shared.NextDouble);
        var observer = new WorkerObserver(metrics, _held, Random.Shared.NextDouble, loggers.CreateLogger<WorkerObserver>());
        Node = new SyncNode(
            settings.Self, Store, _directory.Peer, new SyncPolicy(), settings.Sync, time, observer, Random.Shared.NextDouble, () => Leases.Owned);
        Lag = new LagMonitor(Node, Store, metrics, Leases, settings.Sync.SweepInterval, time);
        _feed = new ChangeFeed(redis, settings.Self.Region, Wake, time);
        _courier = new ErasureCourier(
            new ErasureLedger(redis), entries, new WorkLeases(redis), _directory, tls, metrics, settings.PodName, time, loggers.CreateLogger<ErasureCourier>());
        _membership = new MembershipWatcher(redis, settings, _directory, Node, time, loggers.CreateLogger<MembershipWatcher>());
        _standing = new StandingMonitor(_directory, metrics, time);
        Erasure = new LocalErasure(Store, new EraseStore(entries), time);
        Replication = new ReplicationStore(entries);
        metrics.Collecting += Collect;
    }

    public SyncNode Node { get; }

    public RedisRegionStore Store { get; }

    public PartitionLeases Leases { get; }

    public LagMonitor Lag { get; }

    public LocalErasure Erasure { get; }

    public ReplicationStore Replication { get; }

    /// <summary>Regions that may call.</summary>
    public IReadOnlyCollection<string> Members => _directory.Regions;

    public string Name => "relations";

    /// <summary>All loops of the worker.</summary>
    public IReadOnlyList<IBackgroundLoop> Loops => [this, Leases, Lag, _standing, _held, _courier, _membership, _feed];

    /// <summary>Why this worker is not ready; null = it is.</summary>
    public string? NotReady => _redis.Connections.IsConnected ? Leases.Unready : "no node of the store answers";

    public async Task RunAsync(CancellationToken cancellation)
    {
        Node.Start(_directory.Regions, cancellation);
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation);
    }

    public WorkerStatus Status()
    {
        var relations = Node.Relations;
        return new WorkerStatus(
            _settings.Self.Region, _settings.Self.Residency, _settings.PodName, Leases.Owned.Count, Leases.Unowned,
            [.. relations.Select(relation => Describe(relation, _metrics.Of(relation.Region)))], Node.Readers);
    }

    public void Dispose() => _directory.Dispose();

    private static PeerStatus Describe(PeerRelation relation, PeerNumbers numbers) => new(
        relation.Region, relation.IsConnected, numbers.BehindSeconds, numbers.LagSeconds, numbers.LagKeys, numbers.Applied, numbers.Conflicts, numbers.Quarantined,
        numbers.Divergence, numbers.Removed, relation.Current, relation.Waiting);

    private void Wake(int partition)
    {
        Node.Wake(partition);
        Lag.Wake(partition);
    }

    private void Collect()
    {
        _metrics.OwnedPartitions.Set(Leases.Owned.Count);
        _metrics.UnownedPartitions.Set(Leases.Unowned);
        foreach (var relation in Node.Relations) _metrics.Waiting(relation.Region, relation.Waiting);
    }
}
