using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>Takes what a peer's region writes: stores it, moves the cursor on, and only then acknowledges.</summary>
internal sealed class Follower(
    Member self, Member peer, IRegionStore store, SyncPolicy policy, SyncOptions options, TimeProvider time, SyncObserver observer)
{
    private readonly Dictionary<int, Stamp> _drops = [];

    /// <summary>What the peer allowed to drop, by partition; emptied by the call.</summary>
    public IReadOnlyList<KeyValuePair<int, Stamp>> TakeDrops()
    {
        lock (_drops)
        {
            var drops = _drops.ToList();
            _drops.Clear();
            return drops;
        }
    }

    /// <summary>
    /// Takes the peer's floor. The origin drops first, when every region has acknowledged; from its floor the others see that they may.
    /// </summary>
    public void Allow(PartitionState source)
    {
        if (source.Floor(peer.Region) is { Value: > 0 } floor) Allow(source.Partition, floor);
    }

    /// <inheritdoc cref="Allow(PartitionState)"/>
    public void Allow(int partition, Stamp floor)
    {
        lock (_drops)
        {
            if (floor > _drops.GetValueOrDefault(partition)) _drops[partition] = floor;
        }
    }

    /// <summary>The message that asks for a partition's changes from where this region is.</summary>
    public async Task<ReaderMessage.Follow> FollowAsync(int partition, Stamp? upTo, CancellationToken cancellation)
    {
        var state = await store.ReadStateAsync(partition, cancellation);
        return new ReaderMessage.Follow(state, state.PeerGenerations.GetValueOrDefault(peer.Region, ""), state.Cursor(peer.Region), upTo);
    }

    /// <summary>Takes batches. What fails for one partition leaves the others alone: a node of the store that is down holds up its own only.</summary>
    /// <returns>What to tell the peer, which partitions to compare first, and which to ask for again later.</returns>
    public async Task<FollowResult> TakeAsync(IReadOnlyList<ChangeBatch> batches, CancellationToken cancellation)
    {
        var result = new FollowResult();
        var stored = await Task.WhenAll(batches.GroupBy(batch => batch.State.Partition).Select(group => StoreAsync([.. group], result, cancellation)));
        var ready = stored.Where(items => items.Count > 0).ToList();
        if (ready.Count == 0) return result;
        var safe = await SettleAsync(ready, result, cancellation);
        await Task.WhenAll(safe.Select(items => AdvanceAsync(items, result, cancellation)));
        return result;
    }

    // Of one partition, in their order.
    private async Task<IReadOnlyList<Stored>> StoreAsync(IReadOnlyList<ChangeBatch> batches, FollowResult result, CancellationToken cancellation)
    {
        var stored = new List<Stored>();
        await result.Failed.CollectAsync(batches[0].State.Partition, StoreAllAsync, cancellation);
        return stored;

        async Task StoreAllAsync()
        {
            foreach (var batch in batches)
            {
                if (await StoreAsync(batch, result, cancellation) is { } item) stored.Add(item);
            }
        }
    }

    private async Task<IEnumerable<IReadOnlyList<Stored>>> SettleAsync(
        List<IReadOnlyList<Stored>> ready, FollowResult result, CancellationToken cancellation)
    {
        var changed = ready.Where(items => items.Any(item => item.Batch.Records.Count > 0)).Select(PartitionOf).ToHashSet();
        if (changed.Count == 0) return ready;
        var settlement = await store.SettleAsync(changed, cancellation);
        changed.ExceptWith(settlement.Partitions);
        if (settlement.Failure is { } failure)
        {
            foreach (var partition in changed) result.Failed.Add(partition, failure);
        }

        return ready.Where(items => !changed.Contains(PartitionOf(items)));
    }

    private Task AdvanceAsync(IReadOnlyList<Stored> stored, FollowResult result, CancellationToken cancellation)
    {
        return result.Failed.CollectAsync(PartitionOf(stored), AdvanceAllAsync, cancellation);

        async Task AdvanceAllAsync()
        {
            foreach (var item in stored) await AdvanceAsync(item, result, cancellation);
        }
    }

    private static int PartitionOf(IReadOnlyList<Stored> stored) => stored[0].Batch.State.Partition;

    private async Task<Stored?> StoreAsync(ChangeBatch batch, FollowResult result, CancellationToken cancellation)
    {
        var partition = batch.State.Partition;
        var state = await store.ReadStateAsync(partition, cancellation);
        if (policy.IsBehind(batch.State, state))
        {
            // The peer does not know yet what it missed: this tells it, and nothing of it is taken.
            result.Tell(await FollowAsync(partition, null, cancellation));
            return null;
        }

        if (policy.MustCompare(state, batch.State))
        {
            result.Compare(partition);
            return null;
        }

        var records = batch.Records.Where(record => Item.Of(record.Id, record.Value.Span) is { } item && policy.MayHold(item.Residency, self)).ToList();
        var outcomes = await Task.WhenAll(records.Select(record => store.ApplyAsync(partition, record, cancellation).AsTask()));
        var held = new List<Item>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            observer.Taken(peer.Region, records[i], outcomes[i]);
            if (outcomes[i] == ApplyOutcome.Quarantined) held.Add(Item.Of(records[i].Id, records[i].Value.Span)!.Value);
        }

        // What the peer keeps to itself until the clocks have moved on is still held back.
        if (held.Count > 0 || batch.Held == 0) observer.Held(peer.Region, partition, held);
        Allow(batch.State);
        return new Stored(batch, state.Generation, policy.HeldUpTo(batch.To, held.Select(item => item.Version.Stamp), Horizon()));
    }

    private async Task AdvanceAsync(Stored stored, FollowResult result, CancellationToken cancellation)
    {
        var (batch, partition) = (stored.Batch, stored.Batch.State.Partition);
        if (stored.To >= batch.From)
        {
            var advance = await store.AdvanceAsync(
                partition, stored.Generation, peer.Region, batch.State.Generation, batch.From, stored.To, cancellation);
            switch (advance)
            {
                case Advance.Done:
                    result.Tell(new ReaderMessage.Acknowledge(partition, new HeldStretch(batch.State.Life, batch.From, stored.To)));
                    break;
                case Advance.Gap:
                    result.Tell(await FollowAsync(partition, null, cancellation));
                    return;
                case Advance.Moved:
                    result.Compare(partition);
                    return;
            }
        }

        if (stored.To < batch.To || batch.Held > 0) result.Later(partition);
        // Until the clocks have moved on, the peer keeps what is ahead of them to itself.
        if (stored.To < batch.To) result.Tell(await FollowAsync(partition, Horizon(), cancellation));
    }

    private Stamp Horizon() => Stamp.From(time.GetUtcNow() + options.SkewLimit);

    private sealed record Stored(ChangeBatch Batch, string Generation, Stamp To);
}
