namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// One worker of a region: a relation with each peer region, and sessions for the peers' readers. Which partitions it works on is decided
/// by leases; that two workers hold one for a while does no harm, since every operation is idempotent and moves forward only.
/// </summary>
internal sealed class SyncNode(
    Member self, IRegionStore store, Func<string, IPeer> connect, SyncPolicy policy, SyncOptions options, TimeProvider time,
    SyncObserver observer, Func<double> random, Func<IReadOnlyCollection<int>> owned)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Running> _relations = new(StringComparer.Ordinal);
    private readonly List<SourceSession> _sessions = [];
    private readonly HashSet<string> _former = new(StringComparer.Ordinal);
    private readonly LoopKeeper _loops = new(self.Region, options.ReconnectDelay, time, observer);
    private readonly List<Task> _ending = [];
    private CancellationToken _cancellation;
    private Task _orphans = Task.CompletedTask;
    private IReadOnlyList<string> _peers = [];

    public PeerService Service { get; } = new(self, store, policy, observer);

    public Member Self => self;

    public IReadOnlyList<string> Peers => Volatile.Read(ref _peers);

    public IReadOnlyList<PeerRelation> Relations
    {
        get
        {
            lock (_lock) return [.. _relations.Values.Select(running => running.Relation)];
        }
    }

    /// <summary>Regions whose readers are connected.</summary>
    public IReadOnlyList<string> Readers
    {
        get
        {
            lock (_lock) return [.. _sessions.Select(session => session.Reader.Region)];
        }
    }

    /// <summary>Completes when every loop has ended, which none does before it is cancelled; never with an exception.</summary>
    public Task Ended
    {
        get
        {
            lock (_lock) return Task.WhenAll([_orphans, .. _ending, .. _relations.Values.Select(running => running.Task)]);
        }
    }

    /// <summary>Starts with a set of peers.</summary>
    public void Start(IEnumerable<string> peers, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        SetPeers(peers);
        _orphans = _loops.KeepAsync("drop of tombstones of regions that left", DropOrphansAsync, cancellation);
    }

    /// <summary>
    /// Regions join and leave while it runs. One that joins is compared before it is read from; one that has left no longer holds tombstones
    /// back, is sent nothing any more, and comes back, if ever, as one that has missed deletes.
    /// </summary>
    public void SetPeers(IEnumerable<string> peers)
    {
        var wanted = peers.Where(peer => peer != self.Region).Distinct().Order(StringComparer.Ordinal).ToList();
        // Before anything changes: where it fails, the whole is asked for again.
        var mine = owned();
        lock (_lock)
        {
            var gone = _relations.Keys.Except(wanted).ToList();
            foreach (var peer in gone)
            {
                _relations.Remove(peer, out var running);
                running!.Stop.Cancel();
                _ending.RemoveAll(task => task.IsCompleted);
                _ending.Add(running.Task);
                _former.Add(peer);
            }

            // What it had told only some of the others, nobody will tell the rest.
            if (gone.Count > 0)
            {
                foreach (var remaining in _relations.Values) remaining.Relation.Compare(mine);
            }

            foreach (var session in _sessions.Where(session => !wanted.Contains(session.Reader.Region))) session.End();
            foreach (var peer in wanted.Except(_relations.Keys).ToList()) _relations[peer] = Begin(peer);
            Volatile.Write(ref _peers, wanted);
        }
    }

    /// <summary>Something of this region changed.</summary>
    public void Wake(int partition)
    {
        List<SourceSession> sessions;
        lock (_lock) sessions = [.. _sessions];
        foreach (var session in sessions) session.Wake(partition);
    }

    /// <summary>Opens a session for a reader; it serves until disposed of.</summary>
    public SourceSession Open(Member reader)
    {
        var session = new SourceSession(reader, store, policy, options, time, observer);
        session.FoundBehind += partition => Compare(reader.Region, [partition]);
        lock (_lock) _sessions.Add(session);
        return session;
    }

    public void Close(SourceSession session)
    {
        lock (_lock) _sessions.Remove(session);
    }

    /// <summary>Has partitions compared with a peer soon.</summary>
    public void Compare(string peer, IEnumerable<int> partitions)
    {
        PeerRelation? relation;
        lock (_lock) relation = _relations.GetValueOrDefault(peer)?.Relation;
        relation?.Compare(partitions);
    }

    /// <summary>
    /// Drops this region's own tombstones that every peer has acknowledged. In production the cache service's sweeps do it, by the same rule.
    /// </summary>
    public async Task<long> DropOwnAsync(int partition, CancellationToken cancellation)
    {
        var state = await store.ReadStateAsync(partition, cancellation);
        var upTo = policy.DropUpTo(state, Peers, time.GetUtcNow());
        return await store.SweepAsync(partition, self.Region, upTo, cancellation);
    }

    /// <summary>
    /// Drops the tombstones of regions that have left, whose floors nobody can follow any more. One that comes back all the same is
    /// recognised as one that has missed deletes.
    /// </summary>
    public async Task<long> DropOrphansAsync(int partition, CancellationToken cancellation)
    {
        var state = await store.ReadStateAsync(partition, cancellation);
        var upTo = policy.DropOrphansUpTo(state, Peers, time.GetUtcNow());
        var dropped = 0L;
        foreach (var origin in Orphans(state)) dropped += await store.SweepAsync(partition, origin, upTo, cancellation);
        return dropped;
    }

    private List<string> Orphans(PartitionState state)
    {
        lock (_lock) return [.. state.Cursors.Keys.Union(state.Heard.Keys).Union(_former).Except(Peers).Where(origin => origin != self.Region).Order(StringComparer.Ordinal)];
    }

    private async Task DropOrphansAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(options.DropInterval * (0.75 + (random() / 2)), time, cancellation);
            foreach (var partition in owned()) await DropOrphansAsync(partition, cancellation);
        }
    }

    private Running Begin(string peer)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var relation = new PeerRelation(self, peer, connect(peer), store, policy, options, time, observer, random, owned);
        relation.Doubtful += partition =>
        {
            foreach (var other in Relations.Where(other => other != relation)) other.Compare([partition]);
        };
        return new Running(relation, stop, relation.RunAsync(stop.Token));
    }

    private sealed record Running(PeerRelation Relation, CancellationTokenSource Stop, Task Task);
}
