namespace WedSync.SyncWorker.Protocol;

/// <summary>What has to happen so that two regions hold the same records.</summary>
/// <param name="Take">Newer at the peer, or missing here.</param>
/// <param name="Give">Newer here, or missing at the peer.</param>
/// <param name="Remove">Here, but deleted: this region has missed that.</param>
internal sealed record MergePlan(IReadOnlyList<Item> Take, IReadOnlyList<Item> Give, IReadOnlyList<Item> Remove)
{
    public static readonly MergePlan Nothing = new([], [], []);

    public bool IsEmpty => Take.Count + Give.Count + Remove.Count == 0;

    public static MergePlan Of(
        SyncPolicy policy, PartitionState own, IEnumerable<Item> ownItems, PartitionState peer, IEnumerable<Item> peerItems)
    {
        var (take, give, remove) = (new List<Item>(), new List<Item>(), new List<Item>());
        var theirs = peerItems.ToDictionary(item => item.Id, StringComparer.Ordinal);
        foreach (var item in ownItems)
        {
            if (theirs.Remove(item.Id, out var other))
            {
                var order = item.CompareTo(other);
                if (order > 0) give.Add(item);
                else if (order < 0) take.Add(other);
            }
            else if (policy.IsDeleted(item, own, peer))
            {
                remove.Add(item);
            }
            else if (!IsDropped(item, peer))
            {
                give.Add(item);
            }
        }

        // What the peer alone has and should not: it removes it itself when it compares.
        take.AddRange(theirs.Values.Where(item => !policy.IsDeleted(item, peer, own) && !IsDropped(item, own)).OrderBy(item => item.Version.Stamp));
        return new MergePlan(take, give, remove);
    }

    // A tombstone that one region dropped before the other: to send it back would only have it dropped again.
    private static bool IsDropped(Item item, PartitionState state) =>
        item.IsTombstone && item.Version.Stamp <= state.Floor(item.Version.Origin);
}
