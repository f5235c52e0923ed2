using WedSync.Core.Entries;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>Deletes are writes of a tombstone.</summary>
public static class Tombstones
{
    /// <summary>The write that deletes a record.</summary>
    /// <param name="id">The record's name.</param>
    /// <param name="floor">The tombstone is later than this stamp.</param>
    /// <param name="residency">
    /// The residency of a name of which nothing is stored any more: its group alone is told. Where something stands, its residency counts.
    /// </param>
    public static WriteRequest Request(string id, Stamp floor, string residency = "") => new()
    {
        Id = id,
        Floor = floor,
        Entry = new Entry { Origin = "-", Flags = EntryTraits.Tombstone, Residency = residency, WriteId = WriteIds.Next() },
    };
}
