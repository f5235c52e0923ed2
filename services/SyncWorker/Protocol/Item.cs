using WedSync.Core.Entries;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Protocol;

/// <summary>A record without its value: enough to compare two regions.</summary>
internal readonly record struct Item(string Id, Version Version, ulong WriteId, EntryTraits Traits, string Residency)
{
    /// <summary>
    /// Later wins: stamp, origin, and last the write's id. Two writes can share stamp and origin when a failover took the clock back;
    /// without the third all regions would not agree.
    /// </summary>
    public int CompareTo(Item other)
    {
        var byVersion = Version.CompareTo(other.Version);
        return byVersion != 0 ? byVersion : WriteId.CompareTo(other.WriteId);
    }

    public bool IsTombstone => (Traits & EntryTraits.Tombstone) != 0;

    /// <summary>
    /// Whether memory pressure may take it, with nothing lost but a computation: an answer. A deletion, an invalidation and what other groups are
    /// shown as a deletion say something about other records, and so may a kind that is yet to come.
    /// </summary>
    public bool IsPlain => (Traits & ~EntryTraits.Negative) == EntryTraits.None;

    /// <summary>Whether other groups are shown a tombstone in its place.</summary>
    public bool IsExposed => (Traits & EntryTraits.Exposed) != 0;

    /// <summary>
    /// What other groups are shown of a record that may not leave its own: that its name holds nothing for them any more. The write's id is
    /// zero, so that it comes just before the record itself: later than all that was replaced, and never in the record's way.
    /// </summary>
    public Item Cover() => new(Id, Version, 0, EntryTraits.Tombstone, "");

    /// <summary>Reads what a stored value's header says; null for bytes that are no entry.</summary>
    public static Item? Of(string id, ReadOnlySpan<byte> value) =>
        EntryCodec.TryDecode(value, out var entry, out _)
            ? new Item(id, entry!.Version, entry.WriteId, entry.Flags, entry.Residency)
            : null;
}

/// <summary>A record as it is stored: header and body.</summary>
internal readonly record struct StoredRecord(string Id, ReadOnlyMemory<byte> Value)
{
    /// <summary>A tombstone as it is stored.</summary>
    public static StoredRecord Tombstone(Item item) => new(item.Id, EntryCodec.Encode(
        new Entry { Origin = item.Version.Origin, Stamp = item.Version.Stamp, WriteId = item.WriteId, Flags = item.Traits, Residency = item.Residency }, []));
}
