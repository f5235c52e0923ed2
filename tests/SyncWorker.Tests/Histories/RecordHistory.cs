using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Histories;

/// <summary>What happened to one record.</summary>
internal sealed class RecordHistory
{
    public List<Item> Writes { get; } = [];

    /// <summary>By their ids, writes that were sent and never answered: they may stand or not, and their versions are not known.</summary>
    public Dictionary<ulong, Item> Unanswered { get; } = [];

    /// <summary>The latest write that was acknowledged as replicated.</summary>
    public WriteHistory.Promise? Promise { get; set; }

    /// <summary>The latest tombstone that was dropped.</summary>
    public Item? Dropped { get; set; }

    /// <summary>The latest version that was evicted somewhere: where it was, it is as good as held, and no more.</summary>
    public Item? Evicted { get; set; }

    /// <summary>What is wrong with what the record is in the end; null = nothing.</summary>
    public string? Fault(string id, Item? final, bool nothingLost) =>
        final is { } found ? FaultOf(id, found, nothingLost) : FaultOfAbsence(id, nothingLost);

    private Item Latest => Writes.Aggregate((left, right) => left.CompareTo(right) >= 0 ? left : right);

    /// <summary>Whether a later write may have taken it out.</summary>
    public bool IsTakenOut(Item item) =>
        Writes.Any(write => write.CompareTo(item) >= 0 && TakesOut(write, item)) || Unanswered.Values.Any(write => TakesOut(write, item));

    // The cover of a tombstone may outlive it, which is dropped in its own group first.
    private static bool IsCover(Item found, Item item) => found.WriteId == 0 && item.IsTombstone && found.Version == item.Version;

    private bool IsEvicted(Item item) => Evicted is { } evicted && evicted.CompareTo(item) >= 0;

    private string? FaultOf(string id, Item found, bool nothingLost)
    {
        if (!IsKnown(found)) return $"{id} is {found}, which nobody wrote";
        if (Promise is { } promise && found.CompareTo(promise.Item) < 0 && !IsCover(found, promise.Item) && !IsEvicted(promise.Item))
            return $"{id} is {found}, though {promise.Item} was acknowledged as replicated";
        if (Dropped is { } tombstone && found.Version.CompareTo(tombstone.Version) < 0)
            return $"{id} is {found} again, though all regions had its tombstone {tombstone}";
        if (!nothingLost || Writes.Count == 0) return null;
        return !IsCover(found, Latest) && found.CompareTo(Latest) < 0 && !IsEvicted(Latest) ? $"{id} is {found}, though {Latest} was later" : null;
    }

    // A cover stays when the write that it stood for was lost.
    private bool IsKnown(Item found) =>
        Writes.Any(write => write.Version == found.Version && (write.WriteId == found.WriteId || found.WriteId == 0))
        || Unanswered.ContainsKey(found.WriteId)
        || (found.WriteId == 0 && Unanswered.Count > 0);

    private string? FaultOfAbsence(string id, bool nothingLost)
    {
        if (Promise is { } promise && !IsTakenOut(promise.Item) && !IsEvicted(promise.Item)) return $"{id} is gone, though {promise.Item} was acknowledged as replicated";
        return nothingLost && Writes.Count > 0 && !IsTakenOut(Latest) && !IsEvicted(Latest) ? $"{id} is gone, though {Latest} was the last write" : null;
    }

    // A later write of a residency took out what others held, and may then have been lost itself: that is no less than it was told.
    private static bool TakesOut(Item write, Item item) => write.IsTombstone || write.Residency != item.Residency;
}
