using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// The decisions on which it rests that nothing is lost and nothing deleted returns (docs/replication.md). Each is a pure function, and
/// tests break them one by one to see that the checker of the histories notices.
/// </summary>
internal class SyncPolicy
{
    private static readonly IReadOnlyDictionary<string, Stamp> Nothing = new Dictionary<string, Stamp>();

    /// <summary>How far behind its cursor a sweep starts, longer than the skew limit; 10 s.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A tombstone stays at least so long: longer than any message or fill can be under way; 1 h.</summary>
    public TimeSpan TombstoneAge { get; init; } = IndexSweeper.TombstoneAge;

    /// <summary>Whether a record of a residency group may be in a region.</summary>
    public virtual bool MayHold(string residency, Member member) => residency.Length == 0 || residency == member.Residency;

    /// <summary>
    /// What a member is shown of a record: itself, or, where it may not have it, a tombstone if its group may hold something earlier of that
    /// name. Null = it hears nothing of it.
    /// </summary>
    public virtual Item? Shown(Item item, Member member) =>
        MayHold(item.Residency, member) ? item : item.IsExposed ? item.Cover() : null;

    public IEnumerable<Item> Shown(IEnumerable<Item> items, Member member)
    {
        foreach (var item in items)
        {
            if (Shown(item, member) is { } shown) yield return shown;
        }
    }

    public IEnumerable<StoredRecord> Shown(IEnumerable<StoredRecord> records, Member member)
    {
        foreach (var record in records)
        {
            if (Item.Of(record.Id, record.Value.Span) is not { } item || Shown(item, member) is not { } shown) continue;
            yield return shown == item ? record : StoredRecord.Tombstone(shown);
        }
    }

    /// <summary>
    /// Whether what a peer has of other origins is all that a region may have of them: a peer of another group never had what only the region's
    /// own group may hold, and one that evicts has some of it no more.
    /// </summary>
    public virtual bool VouchesForOthers(Member peer, PartitionState state, Member region) =>
        (region.Residency.Length == 0 || peer.Residency == region.Residency) && !state.HasEvicted;

    /// <summary>Where a sweep starts.</summary>
    public virtual Stamp SweepFrom(Stamp cursor) =>
        new(Math.Max(0, cursor.Value - ((long)Overlap.TotalMilliseconds * Stamp.TicksPerMillisecond)));

    /// <summary>Up to where a region may drop its own tombstones. The others follow its floor.</summary>
    public virtual Stamp DropUpTo(PartitionState state, IEnumerable<string> peers, DateTimeOffset now) =>
        IndexSweeper.DropUpTo(peers, state.AcknowledgedBy, state.ComparedWith, Stamp.From(now - TombstoneAge));

    /// <summary>
    /// Up to where tombstones of a region that has left may be dropped, whose floor nobody can follow: a comparison has brought them to every peer.
    /// </summary>
    public virtual Stamp DropOrphansUpTo(PartitionState state, IEnumerable<string> peers, DateTimeOffset now) =>
        peers.Select(state.ComparedWith).Append(Stamp.From(now - TombstoneAge)).Min();

    /// <summary>Up to where a comparison has heard all that two regions hold: what either writes later is later than this.</summary>
    public virtual Stamp ComparedUpTo(PartitionState own, PartitionState peer) => own.Clock < peer.Clock ? own.Clock : peer.Clock;

    /// <summary>Whether a region missed deletes of which another one has already dropped the tombstones.</summary>
    public virtual bool IsBehind(PartitionState region, PartitionState other) =>
        other.Floors.Any(floor => region.SeenDeletes(floor.Key) < floor.Value);

    /// <summary>
    /// Whether a record that <paramref name="holder"/> has and <paramref name="other"/> lacks was deleted: the other has seen it, and has
    /// dropped a tombstone later than it that the holder missed.
    /// </summary>
    public virtual bool IsDeleted(Item item, PartitionState holder, PartitionState other) =>
        item.Version.Stamp <= other.Seen(item.Version.Origin)
        && other.Floors.Any(floor => holder.SeenDeletes(floor.Key) < floor.Value && item.Version.Stamp < floor.Value);

    /// <summary>
    /// By origin: what is absent in a region up to there was once held, in data of which the state speaks, and has been evicted. Empty while the
    /// node has evicted nothing: then a comparison takes whatever is missing, for whatever reason.
    /// </summary>
    /// <param name="state">The region's.</param>
    /// <param name="peer">The region that it is compared with.</param>
    public virtual IReadOnlyDictionary<string, Stamp> Evicted(PartitionState state, string peer)
    {
        if (!state.HasEvicted) return Nothing;
        var compared = state.ComparedWith(peer);
        // Nothing is lost within a life, and what was lost before, the comparison brought back.
        var isSameLife = state.OwnGenerations.GetValueOrDefault(peer) == state.Generation;
        var evicted = new Dictionary<string, Stamp>(StringComparer.Ordinal) { [state.Region] = isSameLife ? state.Clock : compared };
        // What another group has heard of need not have been held; but what the peer then had of it was taken.
        foreach (var (origin, heard) in state.Heard.Where(heard => heard.Key != peer))
            evicted[origin] = heard < compared ? heard : compared;
        foreach (var (origin, cursor) in state.Cursors)
            evicted[origin] = cursor > evicted.GetValueOrDefault(origin) ? cursor : evicted[origin];
        return evicted;
    }

    /// <summary>Whether a region of whose records an item is none has evicted it. It gets it again when it is asked for it, or when it is written.</summary>
    public virtual bool IsEvicted(Item item, MergeSide lacking) =>
        item.IsPlain && item.Version.Stamp <= lacking.State.Evicted.GetValueOrDefault(item.Version.Origin) && !lacking.Hidden.Contains(item.Id);

    /// <summary>
    /// Whether a partition has to be compared with the other peers too, since following does not bring them together: an origin gets back what it had
    /// lost, after others were told that there is nothing; or something goes out on the word of one peer, and another may still have it.
    /// </summary>
    public virtual bool ConcernsOthers(MergePlan plan, Member self, Member peer) =>
        plan.Remove.Count > 0
        || plan.Take.Any(item => item.Version.Origin == self.Region)
        || plan.Give.Any(item => item.Version.Origin == peer.Region);

    /// <summary>Up to where a stretch is held, given the stamps of its records that were too far ahead, and the farthest that none is.</summary>
    public virtual Stamp HeldUpTo(Stamp to, IEnumerable<Stamp> quarantined, Stamp horizon) =>
        quarantined.Select(stamp => new Stamp(stamp.Value - 1)).Append(to).Append(horizon).Min();

    /// <summary>Whether two regions have to be compared before the one reads on from the other.</summary>
    public virtual bool MustCompare(PartitionState reader, PartitionState source) =>
        reader.PeerGenerations.GetValueOrDefault(source.Region) != source.Generation || IsBehind(reader, source);
}
