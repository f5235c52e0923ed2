using WedSync.Core.Entries;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>Deletes are writes of a tombstone.</summary>
public static class Tombstones
{
    /// <summary>The write that deletes a record.</summary>
    /// <param name="id">The record's name.</param>
    /// <param name="floor">The tombstone is later than this stamp.</param>
    public static WriteRequest Request(string id, Stamp floor) => new()
    {
        Id = id,
        Floor = floor,
        Entry = new Entry { Origin = "-", Flags = EntryTraits.Tombstone, WriteId = WriteIds.Next() },
    };
}
