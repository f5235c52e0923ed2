using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>What this region answers a peer, beside sessions. Who the peer is was established by its certificate.</summary>
internal sealed class PeerService(Member self, IRegionStore store, SyncPolicy policy, SyncObserver observer)
{
    public async Task<IReadOnlyList<DigestAnswer>> DigestAsync(Member peer, IReadOnlyList<DigestQuery> queries, CancellationToken cancellation) =>
        await Task.WhenAll(queries.Select(query => DigestAsync(peer, query, cancellation)));

    public async Task<IReadOnlyList<Item>> ListAsync(Member peer, ListQuery query, CancellationToken cancellation)
    {
        var buckets = query.Buckets.ToHashSet();
        var (_, items) = await store.ListAsync(query.Partition, cancellation);
        return [.. policy.Shown(items, peer).Where(item => buckets.Contains(Digest.BucketOf(item.Id, query.Bits)))];
    }

    public async Task<IReadOnlyList<StoredRecord>> FetchAsync(Member peer, int partition, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var records = await store.ReadAsync(partition, ids, cancellation);
        return [.. policy.Shown(records, peer)];
    }

    public async Task<ApplyAnswer> ApplyAsync(Member peer, int partition, IReadOnlyList<StoredRecord> records, CancellationToken cancellation)
    {
        var allowed = new List<(Item Item, StoredRecord Record)>();
        foreach (var record in records)
        {
            if (Item.Of(record.Id, record.Value.Span) is { } item && policy.MayHold(item.Residency, self)) allowed.Add((item, record));
        }

        return await TakeAsync(peer, partition, await WithoutEvictedAsync(peer, partition, allowed, cancellation), cancellation);
    }

    /// <summary>Whether a peer may have a record's stamp changed: only one that may hold it was shown it.</summary>
    public async Task<bool> MayRestampAsync(Member peer, int partition, string id, CancellationToken cancellation) =>
        (await store.ReadAsync(partition, [id], cancellation)).Any(
            record => Item.Of(record.Id, record.Value.Span) is { } item && policy.MayHold(item.Residency, peer));

    // A peer that does not know what this region has evicted sends it with every comparison.
    private async Task<IReadOnlyList<StoredRecord>> WithoutEvictedAsync(
        Member peer, int partition, List<(Item Item, StoredRecord Record)> given, CancellationToken cancellation)
    {
        var state = await store.ReadStateAsync(partition, cancellation);
        var nothing = new MergeSide(state with { Evicted = policy.Evicted(state, peer.Region) }, []);
        var evictable = given.Where(pair => policy.IsEvicted(pair.Item, nothing)).Select(pair => pair.Item.Id).ToList();
        var absent = evictable.Except((await store.ReadAsync(partition, evictable, cancellation)).Select(record => record.Id)).ToHashSet();
        return [.. given.Where(pair => !absent.Contains(pair.Item.Id)).Select(pair => pair.Record)];
    }

    private async Task<ApplyAnswer> TakeAsync(Member peer, int partition, IReadOnlyList<StoredRecord> allowed, CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(allowed.Select(record => store.ApplyAsync(partition, record, cancellation).AsTask()));
        for (var i = 0; i < outcomes.Length; i++) observer.Taken(peer.Region, allowed[i], outcomes[i]);
        return new ApplyAnswer(outcomes);
    }

    private async Task<DigestAnswer> DigestAsync(Member peer, DigestQuery query, CancellationToken cancellation)
    {
        var partition = query.State.Partition;
        // What the peer has seen of this region's stamps must not be handed out again after a loss here. And what is written here
        // after the comparison is to be later than all that was compared.
        var seen = query.State.Seen(self.Region);
        var latest = query.State.Clock > seen ? query.State.Clock : seen;
        if (latest > Stamp.Zero && !await store.RaiseClockAsync(partition, latest, cancellation) && seen > Stamp.Zero)
            await store.RaiseClockAsync(partition, seen, cancellation);
        var (state, items) = await store.ListAsync(partition, cancellation);
        var digest = Digest.Of(policy.Shown(items, peer), query.Bits);
        var comparesItself = state.PeerGenerations.GetValueOrDefault(peer.Region) != query.State.Generation;
        state = state with { Evicted = policy.Evicted(state, peer.Region) };
        return new DigestAnswer(state, digest.Root == query.Root ? null : digest.Buckets, comparesItself);
    }
}
