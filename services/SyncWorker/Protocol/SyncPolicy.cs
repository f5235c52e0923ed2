using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// The decisions on which it rests that nothing is lost and nothing deleted returns (docs/replication.md). Each is a pure function, and
/// tests break them one by one to see that the checker of the histories notices.
/// </summary>
internal class SyncPolicy
{
    /// <summary>How far behind its cursor a sweep starts, longer than the skew limit; 10 s.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A tombstone stays at least so long: longer than any message or fill can be under way; 1 h.</summary>
    public TimeSpan TombstoneAge { get; init; } = IndexSweeper.TombstoneAge;

    /// <summary>Whether a record of a residency group may be in a region.</summary>
    public virtual bool MayHold(string residency, Member member) => residency.Length == 0 || residency == member.Residency;

    /// <summary>Where a sweep starts.</summary>
    public virtual Stamp SweepFrom(Stamp cursor) =>
        new(Math.Max(0, cursor.Value - ((long)Overlap.TotalMilliseconds * Stamp.TicksPerMillisecond)));

    /// <summary>Up to where a region may drop its own tombstones. The others follow its floor.</summary>
    public virtual Stamp DropUpTo(PartitionState state, IEnumerable<string> peers, DateTimeOffset now)
    {
        var youngest = Stamp.From(now - TombstoneAge);
        return new Stamp(peers.Select(peer => state.AcknowledgedBy(peer).Value).Append(youngest.Value).Min());
    }

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

    /// <summary>Up to where a stretch is held, given the stamps of its records that were too far ahead, and the farthest that none is.</summary>
    public virtual Stamp HeldUpTo(Stamp to, IEnumerable<Stamp> quarantined, Stamp horizon) =>
        quarantined.Select(stamp => new Stamp(stamp.Value - 1)).Append(to).Append(horizon).Min();

    /// <summary>Whether two regions have to be compared before the one reads on from the other.</summary>
    public virtual bool MustCompare(PartitionState reader, PartitionState source) =>
        reader.PeerGenerations.GetValueOrDefault(source.Region) != source.Generation || IsBehind(reader, source);
}
