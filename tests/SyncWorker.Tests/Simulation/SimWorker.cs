using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>A sync worker of a region: the real protocol over the simulated store and network.</summary>
internal sealed class SimWorker : IRegionStore
{
    private const int CallsPerFailure = 200;
    private const int CallsPerBug = 500;

    private readonly SimWorld _world;
    private readonly SimRegion _region;
    private readonly CancellationTokenSource _stop = new();
    private bool _isStarted;
    private TimeSpan _pausedUntil;

    public SimWorker(SimWorld world, SimRegion region)
    {
        (_world, _region) = (world, region);
        Node = new SyncNode(
            region.Member, this, peer => new SimPeer(world, this, peer), world.Policy, world.Options, region.WorkerTime, new Observer(this),
            () => MayFail(world.Random.NextDouble()), () => MayFail(world.AllPartitions));
        Node.Start(world.Peers(region), _stop.Token);
        _isStarted = true;
        _ = DropAsync();
    }

    public SyncNode Node { get; }

    public string Region => _region.Member.Region;

    public Member Member => _region.Member;

    public bool IsAlive => !_stop.IsCancellationRequested;

    public CancellationToken Stopping => _stop.Token;

    public bool IgnoresEvicted => _region.IgnoresEvicted;

    public void Kill() => _stop.Cancel();

    public void SetPeers(IEnumerable<string> peers)
    {
        _isStarted = false;
        Node.SetPeers(peers);
        _isStarted = true;
    }

    /// <summary>Fails in some worlds, in a way that nobody expects: what calls has a mistake.</summary>
    public void MayFail()
    {
        if (!_world.LoopsFail || !_isStarted || _world.Network.IsCalm || _world.Faults.Next(CallsPerBug) > 0) return;
        _world.History.Counts.Add(Happening.LoopFailed);
        throw new InvalidOperationException($"{Region}: a mistake");
    }

    private T MayFail<T>(T value)
    {
        MayFail();
        return value;
    }

    public void Pause(TimeSpan duration) => _pausedUntil = _world.Scheduler.Now + duration;

    /// <summary>A killed worker does nothing more, a paused one nothing now.</summary>
    public async ValueTask StepAsync()
    {
        while (_world.Scheduler.Now < _pausedUntil) await _world.Scheduler.DelayAsync(_pausedUntil - _world.Scheduler.Now);
        _stop.Token.ThrowIfCancellationRequested();
    }

    public ValueTask<PartitionState> ReadStateAsync(int partition, CancellationToken cancellation) =>
        OnStoreAsync(store => store.State(partition));

    public ValueTask<IReadOnlyList<(string Id, Stamp Stamp)>> ReadIndexAsync(
        int partition, string origin, Stamp after, Stamp upTo, int limit, CancellationToken cancellation) =>
        OnStoreAsync<IReadOnlyList<(string, Stamp)>>(store =>
            [.. store.Index(partition, origin, after, upTo).Take(limit).Select(item => (item.Id, item.Version.Stamp))]);

    public ValueTask<long> CountIndexAsync(int partition, string origin, Stamp after, CancellationToken cancellation) =>
        OnStoreAsync(store => (long)store.Index(partition, origin, after, new Stamp(Stamp.MaxValue)).Count);

    public ValueTask<IReadOnlyList<StoredRecord>> ReadAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        OnStoreAsync<IReadOnlyList<StoredRecord>>(store =>
            [.. ids.Where(store[partition].Entries.ContainsKey).Select(id => new StoredRecord(id, store[partition].Entries[id].Value))]);

    // The names are read with the state, the records a moment later.
    public async ValueTask<(PartitionState State, IReadOnlyList<Item> Items)> ListAsync(int partition, CancellationToken cancellation)
    {
        var (state, ids) = await OnStoreAsync(store => (store.State(partition), store[partition].Entries.Keys.ToList()));
        return (state, await OnStoreAsync<IReadOnlyList<Item>>(store =>
            [.. ids.Select(id => store[partition].Entries.GetValueOrDefault(id)).OfType<SimEntry>().Select(entry => entry.Item)]));
    }

    public ValueTask<ApplyOutcome> ApplyAsync(int partition, StoredRecord record, CancellationToken cancellation) =>
        WriteAsync(store => store.Apply(partition, record));

    public ValueTask<Settlement> SettleAsync(IReadOnlyCollection<int> partitions, CancellationToken cancellation) =>
        OnStoreAsync(store =>
        {
            if (_world.Settles) store.Settle(partitions);
            return new Settlement(partitions);
        });

    public ValueTask<Advance> AdvanceAsync(
        int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to, CancellationToken cancellation) =>
        WriteAsync(store => store.Advance(partition, generation, origin, originGeneration, from, to));

    public ValueTask<bool> AdoptAsync(DataLife life, PartitionState peer, Stamp compared, CancellationToken cancellation) =>
        WriteAsync(store => store.Adopt(life, peer, compared));

    public ValueTask<bool> RaiseClockAsync(int partition, Stamp seen, CancellationToken cancellation) =>
        WriteAsync(store => store.RaiseClock(partition, seen));

    public ValueTask<bool> AcknowledgeAsync(int partition, HeldStretch held, Member peer, CancellationToken cancellation) =>
        WriteAsync(store =>
        {
            if (!store.Acknowledge(partition, held, peer.Region)) return false;
            _world.Truth.Acknowledged(_region, partition, _world.Region(peer.Region), held.To);
            return true;
        });

    public ValueTask<bool> RemoveAsync(int partition, Item item, CancellationToken cancellation) =>
        WriteAsync(store => store.Remove(partition, item));

    public ValueTask<long> SweepAsync(int partition, string origin, Stamp upTo, CancellationToken cancellation) =>
        WriteAsync(store => store.Sweep(partition, origin, upTo));

    private ValueTask<T> WriteAsync<T>(Func<SimStore, T> operation) => OnStoreAsync(store =>
    {
        if (!store.IsRefusing) return operation(store);
        _world.History.Counts.Add(Happening.WriteRefused);
        throw new InvalidOperationException("OOM command not allowed when used memory > 'maxmemory'.");
    });

    private async ValueTask<T> OnStoreAsync<T>(Func<SimStore, T> operation)
    {
        MayFail();
        if (_world.Scheduler.Now < _pausedUntil || _world.Random.Next(8) == 0)
            await _world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_world.Random.Next(1, 12)));
        await StepAsync();
        if (_region.Store.IsDown) throw new IOException($"{Region}: the store is down");
        if (_world.Network.IsCalm || _world.Random.Next(CallsPerFailure) > 0) return operation(_region.Store);
        // One node of the store, for one call; whether it was done nobody knows.
        _world.History.Counts.Add(Happening.CallFailed);
        if (_world.Random.Next(2) == 0) operation(_region.Store);
        throw new IOException($"{Region}: a call failed");
    }

    private async Task DropAsync()
    {
        while (IsAlive)
        {
            await _world.Scheduler.DelayAsync(_world.Options.DropInterval);
            if (!IsAlive) return;
            try
            {
                foreach (var partition in _world.AllPartitions) await Node.DropOwnAsync(partition, _stop.Token);
            }
            catch (Exception)
            {
                // The next round.
            }
        }
    }

    // It may fail too: it counts and logs.
    private sealed class Observer(SimWorker worker) : SyncObserver
    {
        private readonly SimCounts _counts = worker._world.History.Counts;

        public override void Removed(string peer, int records)
        {
            _counts.Add(Happening.Removal, records);
            worker.MayFail();
        }

        public override void Taken(string peer, StoredRecord record, ApplyOutcome outcome)
        {
            if (outcome == ApplyOutcome.Older) _counts.Add(Happening.Conflict);
            if (outcome == ApplyOutcome.Quarantined) _counts.Add(Happening.Quarantine);
            worker.MayFail();
        }

        public override void LeftOut(string peer, int records) => _counts.Add(Happening.EvictedRefused, records);

        public override void Held(string peer, int partition, IReadOnlyList<Item> records) => worker.MayFail();

        public override void Diverged(string peer, int records) => worker.MayFail();

        public override void Connected(string peer) => worker.MayFail();

        public override void Disconnected(string peer, Exception? reason) => worker.MayFail();

        public override void Acknowledged(string peer, int partition, Stamp to) => worker.MayFail();

        public override void Failed(string peer, string what, Exception exception) => worker.MayFail();
    }
}
