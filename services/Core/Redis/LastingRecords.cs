using WedSync.Core.Entries;

namespace WedSync.Core.Redis;

/// <summary>Records that are kept until their time has passed, whatever the memory pressure: invalidations, revocations, heads of audit chains.</summary>
public static class LastingRecords
{
    /// <summary>The write that stores one.</summary>
    /// <param name="id">From <see cref="Keyspace.InvalidationId"/>.</param>
    /// <param name="until">When it is over, in Unix milliseconds.</param>
    public static WriteRequest Request(string id, long until) => new()
    {
        Id = id,
        Entry = new Entry
        {
            Origin = "-",
            Flags = EntryTraits.Invalidation,
            FreshUntil = until,
            StaleUntil = until,
            ExpiresAt = until,
            WriteId = WriteIds.Next(),
        },
    };
}
