using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Erasure;

/// <summary>Erases a data subject in this region: first the record that covers computations under way, then the entries.</summary>
internal sealed class LocalErasure(IRegionStore store, EraseStore erasure, TimeProvider time)
{
    public async Task<(int Erased, DateTimeOffset At)> EraseAsync(
        string tenant, string subjectId, StoredRecord invalidation, CancellationToken cancellation)
    {
        if (InvalidationId.Canonical(invalidation.Id) != InvalidationId.OfSubject(EntryId.ForSubject(tenant, subjectId)))
            throw new ArgumentException("The invalidation is not of the subject that is to be erased.", nameof(invalidation));
        await store.ApplyAsync(Partitions.Of(invalidation.Id), invalidation, cancellation);
        return (await erasure.EraseAsync(tenant, subjectId, cancellation), time.GetUtcNow());
    }
}
