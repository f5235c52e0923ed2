using System.Runtime.CompilerServices;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Caching;

/// <summary>How good a stored answer is now.</summary>
internal enum EntryState
{
    /// <summary>There is none.</summary>
    Miss,

    /// <summary>Serve it.</summary>
    Fresh,

    /// <summary>Serve it, and have it computed again.</summary>
    Stale,

    /// <summary>Serve it only when the origin fails.</summary>
    ErrorOnly,
}

/// <summary>What a read found, and where: tier l1 or l2.</summary>
internal readonly record struct ReadResult(EntryState State, CachedEntry? Entry, string Tier)
{
    public static readonly ReadResult Miss = new(EntryState.Miss, null, "l2");
}

/// <summary>Reads through memory and Redis.</summary>
internal sealed class EntryReader(
    EntryStore store, MemoryTier memory, Coherence coherence, InvalidationTable invalidations, TimeProvider time, string residencyGroup)
{
    public const string Memory = "l1";
    public const string Cluster = "l2";

    /// <summary>A hit in memory that needs nothing else; false says nothing about the record.</summary>
    public bool TryReadMemory(string id, out ReadResult result)
    {
        if (coherence.IsCurrent && memory.TryGet(id, out var entry) && entry!.Epoch == coherence.Epoch)
        {
            var state = Judge(entry);
            if (state != EntryState.Miss)
            {
                result = new ReadResult(state, entry, Memory);
                return true;
            }
        }

        result = default;
        return false;
    }

    /// <summary>Reads from Redis; when it does not answer, from memory or a replica, whatever is within its life.</summary>
    /// <exception cref="Exception">Redis does not answer and nothing else holds the record.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadResult> ReadClusterAsync(string id, CancellationToken cancellation)
    {
        var partition = Partitions.Of(id);
        var (generation, epoch) = (coherence.GenerationOf(partition), coherence.Epoch);
        byte[]? value;
        try
        {
            value = await store.ReadAsync(id, cancellation);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            var rescued = await RescueAsync(id);
            if (rescued is null) throw;
            return rescued.Value;
        }

        if (value is null || CachedEntry.Parse(id, value, epoch) is not { } entry) return ReadResult.Miss;
        var state = Judge(entry);
        if (state == EntryState.Miss) return ReadResult.Miss;
        Keep(entry, partition, generation);
        return new ReadResult(state, entry, Cluster);
    }

    /// <summary>Judges bytes that came with another answer of Redis.</summary>
    public ReadResult Judge(string id, byte[] value) =>
        CachedEntry.Parse(id, value, coherence.Epoch) is { } entry && Judge(entry) is var state and not EntryState.Miss
            ? new ReadResult(state, entry, Cluster)
            : ReadResult.Miss;

    // A change that was heard between the read and the keeping would otherwise never remove the older value.
    private void Keep(CachedEntry entry, int partition, int generation)
    {
        if (!coherence.IsCurrent) return;
        memory.Put(entry);
        if (coherence.GenerationOf(partition) != generation) memory.Remove(entry.Id);
    }

    private async ValueTask<ReadResult?> RescueAsync(string id)
    {
        if (memory.TryGet(id, out var kept) && IsServable(kept!)) return new ReadResult(EntryState.Stale, kept, Memory);
        var value = await store.ReadReplicaAsync(id);
        if (value is null || CachedEntry.Parse(id, value, coherence.Epoch) is not { } entry) return null;
        return IsServable(entry) ? new ReadResult(EntryState.Stale, entry, Cluster) : null;
    }

    private bool IsServable(CachedEntry entry) =>
        Judge(entry) is EntryState.Fresh or EntryState.Stale || (Judge(entry) == EntryState.ErrorOnly && !entry.Header.IsNegative);

    private EntryState Judge(CachedEntry entry)
    {
        var header = entry.Header;
        if ((header.Flags & (EntryTraits.Tombstone | EntryTraits.Invalidation)) != 0) return EntryState.Miss;
        if (header.Residency.Length > 0 && header.Residency != residencyGroup) return EntryState.Miss;
        if (entry.IsInvalidated(invalidations)) return EntryState.Miss;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return now < header.FreshUntil ? EntryState.Fresh
            : now < header.StaleUntil ? EntryState.Stale
            : now < header.ExpiresAt ? EntryState.ErrorOnly
            : EntryState.Miss;
    }
}
