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
        if (source.Floor(peer.Region) is not { Value: > 0 } floor) return;
        lock (_drops) _drops[source.Partition] = floor;
    }

    /// <summary>The message that asks for a partition's changes from where this region is.</summary>
    public async Task<ReaderMessage.Follow> FollowAsync(int partition, Stamp? upTo, CancellationToken cancellation)
    {
        var state = await store.ReadStateAsync(partition, cancellation);
        return new ReaderMessage.Follow(state, state.PeerGenerations.GetValueOrDefault(peer.Region, ""), state.Cursor(peer.Region), upTo);
    }

    /// <summary>Takes batches.</summary>
    /// <returns>What to tell the peer, which partitions to compare first, and which to ask for again when clocks have moved on.</returns>
    public async Task<FollowResult> TakeAsync(IReadOnlyList<ChangeBatch> batches, CancellationToken cancellation)
    {
        var result = new FollowResult();
        var stored = await Task.WhenAll(batches.Select(batch => StoreAsync(batch, result, cancellation)));
        var ready = stored.OfType<Stored>().ToList();
        if (ready.Count == 0) return result;
        var changed = ready.Where(item => item.Batch.Records.Count > 0).Select(item => item.Batch.State.Partition).ToList();
        if (changed.Count > 0) await store.SettleAsync(changed, cancellation);
        await Task.WhenAll(ready.Select(item => AdvanceAsync(item, result, cancellation)));
        return result;
    }

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
                    result.Tell(new ReaderMessage.Acknowledge(partition, batch.State.Generation, stored.To));
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

/// <summary>What follows from taking batches.</summary>
internal sealed class FollowResult
{
    private readonly Lock _lock = new();
    private readonly List<ReaderMessage> _messages = [];
    private readonly List<int> _compare = [];
    private readonly List<int> _later = [];

    public IReadOnlyList<ReaderMessage> Messages => _messages;

    public IReadOnlyList<int> ToCompare => _compare;

    public IReadOnlyList<int> ToAskLater => _later;

    public void Tell(ReaderMessage message)
    {
        lock (_lock) _messages.Add(message);
    }

    public void Compare(int partition)
    {
        lock (_lock) _compare.Add(partition);
    }

    public void Later(int partition)
    {
        lock (_lock) _later.Add(partition);
    }
}
