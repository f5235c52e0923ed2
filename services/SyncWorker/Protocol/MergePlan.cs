namespace WedSync.SyncWorker.Protocol;

/// <summary>What one of two regions holds of what the other may know.</summary>
/// <param name="State">Its state.</param>
/// <param name="Items">Its records.</param>
internal sealed record MergeSide(PartitionState State, IEnumerable<Item> Items)
{
    /// <summary>Names of what it holds and the other may not know. They are not absent.</summary>
    public IReadOnlySet<string> Hidden { get; init; } = new HashSet<string>();
}

/// <summary>What has to happen so that two regions hold the same records.</summary>
/// <param name="Take">Newer at the peer, or missing here and not evicted.</param>
/// <param name="Give">Newer here, or missing at the peer and not evicted there.</param>
/// <param name="Remove">Here, but deleted: this region has missed that.</param>
internal sealed record MergePlan(IReadOnlyList<Item> Take, IReadOnlyList<Item> Give, IReadOnlyList<Item> Remove)
{
    public static readonly MergePlan Nothing = new([], [], []);

    /// <summary>How many are missing here, since they were evicted.</summary>
    public int LeftOut { get; init; }

    public bool IsEmpty => Take.Count + Give.Count + Remove.Count == 0;

    public static MergePlan Of(SyncPolicy policy, MergeSide ownSide, MergeSide peerSide)
    {
        var (own, peer) = (ownSide.State, peerSide.State);
        var (take, give, remove) = (new List<Item>(), new List<Item>(), new List<Item>());
        var theirs = peerSide.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        foreach (var item in ownSide.Items)
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
            else if (!IsDropped(item, peer) && !policy.IsEvicted(item, peerSide))
            {
                give.Add(item);
            }
        }

        // What the peer alone has and should not: it removes it itself when it compares.
        var missing = theirs.Values.Where(item => !policy.IsDeleted(item, peer, own) && !IsDropped(item, own)).ToLookup(item => policy.IsEvicted(item, ownSide));
        take.AddRange(missing[false].OrderBy(item => item.Version.Stamp));
        return new MergePlan(take, give, remove) { LeftOut = missing[true].Count() };
    }

    // A tombstone that one region dropped before the other: to send it back would only have it dropped again.
    private static bool IsDropped(Item item, PartitionState state) =>
        item.IsTombstone && item.Version.Stamp <= state.Floor(item.Version.Origin);
}
