using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// Compares partitions with a peer and makes both hold the same, in both directions and for all origins. It brings a new, wiped or
/// restored region to the truth, and heals what a failover lost.
/// </summary>
internal sealed class Reconciler(Member self, IRegionStore store, SyncPolicy policy, SyncOptions options, TimeProvider time, SyncObserver observer)
{
    private static readonly IReadOnlyDictionary<string, Stamp> Nothing = new Dictionary<string, Stamp>();

    // What is younger is still on its way by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Raised for a partition that has to be compared with the other peers too.</summary>
    public event Action<int>? Doubtful;

    /// <summary>Compares some partitions. Returns what this region has in common with the peer now.</summary>
    public async Task<IReadOnlyList<PartitionState>> CompareAsync(
        Member peer, IPeer calls, IReadOnlyList<int> partitions, CancellationToken cancellation)
    {
        var own = await Task.WhenAll(partitions.Select(partition => ReadAsync(partition, peer, cancellation)));
        var answers = await calls.DigestAsync([.. own.Select(side => new DigestQuery(side.State, side.Digest.Bits, side.Digest.Root))], cancellation)
            .WaitAsync(options.CallTimeout, time, cancellation);
        var sides = own.ToDictionary(side => side.State.Partition);
        // All at once: between continents it is the peer's answers that take time, and there are two for each that differs.
        var states = await Task.WhenAll(answers.Select(answer => CompareAsync(peer, calls, sides[answer.State.Partition], answer, cancellation)));
        var agreed = states.OfType<PartitionState>().ToList();
        if (agreed.Count == 0) return agreed;
        // Also where nothing differed: what is equal may have been stored a moment ago, and what is adopted here is acknowledged next.
        var settlement = await store.SettleAsync([.. agreed.Select(state => state.Partition)], cancellation);
        if (settlement.Failure is { } failure) observer.Failed(peer.Region, "comparison", failure);
        var safe = settlement.Partitions.ToHashSet();
        agreed.RemoveAll(state => !safe.Contains(state.Partition));
        var adopted = await Task.WhenAll(agreed.Select(state => AdoptAsync(sides[state.Partition].State, state, cancellation)));
        return [.. agreed.Where((_, i) => adopted[i])];
    }

    private Task<bool> AdoptAsync(PartitionState own, PartitionState agreed, CancellationToken cancellation) =>
        store.AdoptAsync(own.Life, agreed, policy.ComparedUpTo(own, agreed), cancellation).AsTask();

    private async Task<Side> ReadAsync(int partition, Member peer, CancellationToken cancellation)
    {
        var (state, all) = await store.ListAsync(partition, cancellation);
        var items = policy.Shown(all, peer).ToList();
        return new Side(
            state with { Evicted = policy.Evicted(state, peer.Region) }, items,
            [.. all.Where(item => !policy.MayHold(item.Residency, peer))], Digest.Of(items, Digest.BitsFor(items.Count)));
    }

    private async Task<PartitionState?> CompareAsync(Member peer, IPeer calls, Side own, DigestAnswer answer, CancellationToken cancellation)
    {
        // Its clock could not be set past what it once handed out: it would hand it out again.
        if (answer.State.Clock < own.State.Seen(peer.Region)) return null;
        var plan = answer.Buckets is { } buckets ? await PlanAsync(calls, own, answer.State, buckets, cancellation) : MergePlan.Nothing;
        if (plan.LeftOut > 0) observer.LeftOut(peer.Region, plan.LeftOut);
        // What the peer may not know it cannot vouch for. A region of the same group gives back what it still has.
        plan = plan with { Remove = [.. plan.Remove, .. own.Hidden.Where(item => policy.IsDeleted(item, own.State, answer.State))] };
        try
        {
            return Bound(peer, answer.State, plan.IsEmpty ? [] : await MergeAsync(peer, calls, own, answer, plan, cancellation));
        }
        finally
        {
            // Also when it failed: of a call that fails it is not known whether it was done.
            if (policy.ConcernsOthers(plan, self, peer)) Doubtful?.Invoke(own.State.Partition);
        }
    }

    private async Task<MergePlan> PlanAsync(IPeer calls, Side own, PartitionState peer, ulong[] buckets, CancellationToken cancellation)
    {
        var differing = own.Digest.Differing(buckets);
        var query = new ListQuery(own.State.Partition, own.Digest.Bits, differing);
        var theirs = await calls.ListAsync(query, cancellation).WaitAsync(options.CallTimeout, time, cancellation);
        var chosen = differing.ToHashSet();
        var items = own.Items.Where(item => chosen.Contains(Digest.BucketOf(item.Id, own.Digest.Bits)));
        return MergePlan.Of(
            policy,
            new MergeSide(own.State, items) { Hidden = own.Hidden.Select(item => item.Id).ToHashSet() },
            new MergeSide(peer, theirs.Where(item => policy.MayHold(item.Residency, self))));
    }

    private async Task<IReadOnlyList<Stamp>> MergeAsync(
        Member peer, IPeer calls, Side own, DigestAnswer answer, MergePlan plan, CancellationToken cancellation)
    {
        var held = await TakeAsync(peer, calls, own.State.Partition, plan.Take, cancellation);
        // What came too late for something that the peer may not have: it is told at once that its version is gone.
        var covered = plan.Take.IntersectBy(own.Hidden.Select(item => item.Id), item => item.Id);
        // An empty region compares too, and takes for itself: everything would go to it twice. But one that holds nothing of a partition may
        // still have been compared before, and then nobody but this side sees what it has lost.
        var isFresh = answer.ComparesItself && answer.State.Cursors.Count == 0;
        await GiveAsync(peer, calls, own.State.Partition, [.. isFresh ? [] : plan.Give, .. covered], cancellation);
        await RemoveAsync(peer, own.State.Partition, plan.Remove, cancellation);
        return held;
    }

    // Nothing is claimed of what was ahead of the clock and not taken.
    private PartitionState Bound(Member peer, PartitionState state, IReadOnlyList<Stamp> held)
    {
        var vouches = policy.VouchesForOthers(peer, state, self);
        var bounded = state with
        {
            Clock = policy.HeldUpTo(state.Clock, held, Horizon()),
            Cursors = Bound(state.Cursors, held),
            Heard = Bound(state.Heard, held),
        };
        return vouches ? bounded : bounded with { Cursors = Nothing, Heard = Merge(bounded.Cursors, bounded.Heard) };
    }

    private Dictionary<string, Stamp> Bound(IReadOnlyDictionary<string, Stamp> stamps, IReadOnlyList<Stamp> held) =>
        stamps.ToDictionary(stamp => stamp.Key, stamp => policy.HeldUpTo(stamp.Value, held, Horizon()), StringComparer.Ordinal);

    private static Dictionary<string, Stamp> Merge(IReadOnlyDictionary<string, Stamp> left, IReadOnlyDictionary<string, Stamp> right) =>
        left.Concat(right).GroupBy(stamp => stamp.Key).ToDictionary(stamps => stamps.Key, stamps => stamps.Max(stamp => stamp.Value), StringComparer.Ordinal);

    private async Task<IReadOnlyList<Stamp>> TakeAsync(
        Member peer, IPeer calls, int partition, IReadOnlyList<Item> items, CancellationToken cancellation)
    {
        var held = new List<Stamp>();
        var heldItems = new List<Item>();
        foreach (var page in items.Chunk(options.RecordsPerBatch))
        {
            var records = await calls.FetchAsync(partition, [.. page.Select(item => item.Id)], cancellation)
                .WaitAsync(options.CallTimeout, time, cancellation);
            var outcomes = await Task.WhenAll(records.Select(record => store.ApplyAsync(partition, record, cancellation).AsTask()));
            for (var i = 0; i < outcomes.Length; i++)
            {
                observer.Taken(peer.Region, records[i], outcomes[i]);
                if (outcomes[i] != ApplyOutcome.Quarantined || Item.Of(records[i].Id, records[i].Value.Span) is not { } item) continue;
                held.Add(item.Version.Stamp);
                heldItems.Add(item);
            }
        }

        observer.Held(peer.Region, partition, heldItems);
        Report(peer, items);
        return held;
    }

    private async Task GiveAsync(Member peer, IPeer calls, int partition, IReadOnlyList<Item> items, CancellationToken cancellation)
    {
        foreach (var page in items.Chunk(options.RecordsPerBatch))
        {
            var records = await store.ReadAsync(partition, [.. page.Select(item => item.Id)], cancellation);
            var allowed = policy.Shown(records, peer).ToList();
            if (allowed.Count > 0)
                await calls.ApplyAsync(partition, allowed, cancellation).WaitAsync(options.CallTimeout, time, cancellation);
        }

        Report(peer, items);
    }

    private async Task RemoveAsync(Member peer, int partition, IReadOnlyList<Item> items, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var item in items)
        {
            if (await store.RemoveAsync(partition, item, cancellation)) removed++;
        }

        if (removed > 0) observer.Removed(peer.Region, removed);
    }

    private void Report(Member peer, IReadOnlyList<Item> items)
    {
        var settled = Stamp.From(time.GetUtcNow() - Grace);
        var old = items.Count(item => item.Version.Stamp < settled);
        if (old > 0) observer.Diverged(peer.Region, old);
    }

    private Stamp Horizon() => Stamp.From(time.GetUtcNow() + options.SkewLimit);

    private sealed record Side(PartitionState State, IReadOnlyList<Item> Items, IReadOnlyList<Item> Hidden, Digest Digest);
}
