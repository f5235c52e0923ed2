using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// A region's Redis with the functions' semantics: each call changes one partition at once. What has not settled may be lost by a
/// failover, always a tail of what happened, and then the data begin another life.
/// </summary>
internal sealed class SimStore
{
    private readonly SimPartition[] _now;
    private readonly List<SimPartition>[] _tails;
    private readonly string[] _generations;
    private readonly TimeProvider _time;
    private readonly TimeSpan _skewLimit;
    private readonly SimRules _rules;
    private readonly SimHistory _history;
    private int _nextLife;
    private DateTimeOffset _refusesUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _lifeBegan = DateTimeOffset.MinValue;

    public SimStore(Member member, int partitions, TimeProvider time, TimeSpan skewLimit, SimRules rules, SimHistory history)
    {
        (Member, _time, _skewLimit, _rules, _history) = (member, time, skewLimit, rules, history);
        _now = [.. Enumerable.Range(0, partitions).Select(_ => new SimPartition())];
        _tails = [.. Enumerable.Range(0, partitions).Select(_ => new List<SimPartition>())];
        _generations = [.. Enumerable.Range(0, partitions).Select(_ => NextLife())];
    }

    public Member Member { get; }

    public bool IsDown { get; set; }

    /// <summary>How many answers a partition has room for; null = as many as there are.</summary>
    public int? Room { get; init; }

    /// <summary>What is evicted is drawn from it.</summary>
    public Random Faults { get; init; } = new(0);

    public bool HasEvicted { get; private set; }

    public bool IsRefusing => _time.GetUtcNow() < _refusesUntil;

    public TimeSpan LifeLasted => _time.GetUtcNow() - _lifeBegan;

    /// <summary>Raised for what this region wrote, as the change channel does.</summary>
    public event Action<int>? Changed;

    /// <summary>It takes no writes for a while: its memory or a disk is full.</summary>
    public void Refuse(TimeSpan duration) => _refusesUntil = _time.GetUtcNow() + duration;

    public SimPartition this[int partition] => _now[partition];

    /// <summary>The state that no failover loses.</summary>
    public SimPartition Settled(int partition) => _tails[partition].Count > 0 ? _tails[partition][0] : _now[partition];

    /// <summary>A write of a client.</summary>
    /// <param name="partition">Of the record.</param>
    /// <param name="id">Its name.</param>
    /// <param name="isDelete">Whether it is a tombstone.</param>
    /// <param name="residency">What the client asks for; of a tombstone it counts only where nothing stands.</param>
    /// <param name="writeId">Names the write.</param>
    public Item Write(int partition, string id, bool isDelete, string residency, ulong writeId)
    {
        var now = _now[partition];
        var old = now.Entries.TryGetValue(id, out var stands) ? stands.Item : (Item?)null;
        _history.Named(Member, id, residency, isDelete, old is null);
        var stamp = Stamp.From(_time.GetUtcNow()).Value;
        if (_rules.StampsGrow) stamp = Math.Max(stamp, Math.Max(now.Clock.Value, old?.Version.Stamp.Value ?? 0) + 1);
        var item = Inherit(new Item(id, new(new Stamp(stamp), Member.Region), writeId, isDelete ? EntryTraits.Tombstone : EntryTraits.None, residency), old);
        _history.Stamped(Member.Region, _generations[partition], partition, item);
        Set(partition, MakeRoom(now with { Clock = new Stamp(stamp), Entries = Put(now, item) }, id));
        Changed?.Invoke(partition);
        return item;
    }

    public ApplyOutcome Apply(int partition, StoredRecord record)
    {
        var now = _now[partition];
        var item = Item.Of(record.Id, record.Value.Span)!.Value;
        if (_rules.Quarantines && item.Version.Stamp > Horizon()) return ApplyOutcome.Quarantined;
        var old = now.Entries.TryGetValue(record.Id, out var stands) ? stands.Item : (Item?)null;
        if (old is { } standing)
        {
            var order = _rules.Compare(item, standing);
            if (order == 0) return ApplyOutcome.Known;
            if (order < 0)
            {
                if (IsHidden(standing) && standing.Residency != item.Residency) Expose(partition, standing);
                return ApplyOutcome.Older;
            }

            item = Marked(item, standing);
        }

        _history.Taken(Member.Region, item, Horizon());
        var next = MakeRoom(now with { Clock = item.Version.Stamp > now.Clock ? item.Version.Stamp : now.Clock, Entries = Put(now, item) }, item.Id);
        var isDeletion = item.IsTombstone || item.IsExposed;
        Set(partition, item.Version.Origin == Member.Region && isDeletion ? TakeBack(next, item.Version.Stamp) : next);
        if (item.WriteId == 0) _history.Counts.Add(Happening.CoverTaken);
        if (item.Version.Origin == Member.Region) Changed?.Invoke(partition);
        return ApplyOutcome.Applied;
    }

    public PartitionState State(int partition)
    {
        var now = _now[partition];
        return new PartitionState
        {
            Region = Member.Region,
            Partition = partition,
            Generation = _generations[partition],
            Clock = now.Clock,
            Returned = now.Returned,
            Cursors = now.Cursors,
            Heard = now.Heard,
            Floors = now.Floors,
            Acknowledged = now.Acknowledged,
            Compared = now.Compared,
            PeerGenerations = now.PeerGenerations,
            OwnGenerations = now.OwnGenerations,
            HasEvicted = HasEvicted,
        };
    }

    /// <summary>The index of an origin, in the order of the stamps.</summary>
    public List<Item> Index(int partition, string origin, Stamp after, Stamp upTo)
    {
        var items = new List<Item>();
        foreach (var entry in _now[partition].Entries.Values)
        {
            var (stamp, from) = entry.Item.Version;
            if (stamp > after && stamp <= upTo && from == origin) items.Add(entry.Item);
        }

        items.Sort(static (left, right) => left.Version.Stamp.CompareTo(right.Version.Stamp));
        return items;
    }

    public Advance Advance(int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to)
    {
        var now = _now[partition];
        if (_rules.FencesGenerations && generation != _generations[partition]) return SyncWorker.Protocol.Advance.Moved;
        if (now.PeerGenerations.GetValueOrDefault(origin) != originGeneration) return SyncWorker.Protocol.Advance.Gap;
        var cursor = now.Cursors.GetValueOrDefault(origin);
        if (_rules.FencesGaps && cursor < from) return SyncWorker.Protocol.Advance.Gap;
        if (to > cursor) Set(partition, now with { Cursors = now.Cursors.With(origin, to) });
        return SyncWorker.Protocol.Advance.Done;
    }

    public bool Adopt(DataLife life, PartitionState peer, Stamp compared)
    {
        if (IsPast(peer.Partition, life)) return false;
        var now = _now[peer.Partition];
        var (cursors, heard, floors) = (now.Cursors.Raised(peer.Region, peer.Clock), now.Heard, now.Floors);
        foreach (var (origin, cursor) in peer.Cursors)
        {
            if (origin != Member.Region) cursors = cursors.Raised(origin, cursor);
        }

        foreach (var (origin, stamp) in peer.Heard)
        {
            if (origin != Member.Region) heard = heard.Raised(origin, stamp);
        }

        foreach (var (origin, floor) in peer.Floors) floors = floors.Raised(origin, floor);
        Set(peer.Partition, now with
        {
            Cursors = cursors,
            Heard = heard,
            Floors = floors,
            Compared = now.Compared.Raised(peer.Region, compared),
            PeerGenerations = now.PeerGenerations.With(peer.Region, peer.Generation),
            OwnGenerations = now.OwnGenerations.With(peer.Region, life.Generation),
        });
        return true;
    }

    public bool RaiseClock(int partition, Stamp seen)
    {
        if (seen > Horizon()) return false;
        if (seen > _now[partition].Clock && _rules.RaisesClocks) Set(partition, _now[partition] with { Clock = seen });
        return true;
    }

    public bool Acknowledge(int partition, HeldStretch held, string peer)
    {
        if (IsPast(partition, held.Life)) return false;
        var now = _now[partition];
        if (_rules.AcknowledgesWithoutGaps && held.From > now.Acknowledged.GetValueOrDefault(peer)) return false;
        var acknowledged = now.Acknowledged.Raised(peer, held.To);
        if (acknowledged != now.Acknowledged) Set(partition, now with { Acknowledged = acknowledged });
        return true;
    }

    public bool Remove(int partition, Item item)
    {
        var now = _now[partition];
        if (!now.Entries.TryGetValue(item.Id, out var stands) || stands.Item.CompareTo(item) != 0) return false;
        _history.Removed(Member.Region, item);
        Set(partition, now with { Entries = now.Entries.Without([item.Id]) });
        return true;
    }

    public long Sweep(int partition, string origin, Stamp upTo)
    {
        var now = _now[partition];
        var due = Index(partition, origin, Stamp.Zero, upTo).Where(item => item.IsTombstone || item.IsExposed).ToList();
        if (due.Count == 0) return 0;
        var gone = due.Where(item => item.IsTombstone).ToList();
        foreach (var item in gone) _history.Dropped(item);
        var entries = now.Entries.Without(gone.Select(item => item.Id));
        foreach (var item in due.Except(gone)) entries = entries.With(item.Id, Stored(item with { Traits = item.Traits & ~EntryTraits.Exposed }));
        var floor = due[^1].Version.Stamp;
        Set(partition, now with
        {
            Entries = entries,
            Floors = _rules.KeepsFloors ? now.Floors.Raised(origin, floor) : now.Floors,
            Cursors = now.Cursors.Raised(origin, floor),
        });
        return gone.Count;
    }

    public void Settle(IEnumerable<int> settled)
    {
        foreach (var partition in settled) _tails[partition].Clear();
    }

    /// <summary>A failover: every partition keeps a random part of what had not settled, and begins another life. True when anything was lost.</summary>
    public bool FailOver(Random random) => FailOver(tail => random.Next(3) > 0 ? tail[random.Next(tail.Count)] : null);

    /// <summary>The worst failover: nothing is kept but what had settled.</summary>
    public bool FailOverToWhatSettled() => FailOver(tail => tail[0]);

    // What is kept of a tail that is not empty; null = all.
    private bool FailOver(Func<List<SimPartition>, SimPartition?> kept)
    {
        var isLossy = false;
        // The node that takes over may have been the primary before.
        var hasEvicted = HasEvicted && Faults.Next(2) == 0;
        for (var i = 0; i < _now.Length; i++)
        {
            if (_tails[i].Count > 0 && kept(_tails[i]) is { } earlier)
            {
                _now[i] = earlier;
                isLossy = true;
            }

            _tails[i].Clear();
            _generations[i] = NextLife();
        }

        HasEvicted = hasEvicted;
        return isLossy;
    }

    public SimPartition[] Backup() => [.. _now];

    /// <summary>Disks with what a backup holds, or empty ones.</summary>
    public void Restore(SimPartition[]? backup)
    {
        for (var i = 0; i < _now.Length; i++)
        {
            _now[i] = backup?[i] ?? new SimPartition();
            _tails[i].Clear();
            _generations[i] = NextLife();
        }
    }

    private string NextLife()
    {
        if (_nextLife > 0) _lifeBegan = _time.GetUtcNow();
        HasEvicted = false;
        return $"{Member.Region}-{_nextLife++}";
    }

    private Stamp Horizon() => Stamp.From(_time.GetUtcNow() + _skewLimit);

    // Nothing earlier of that name is anywhere but in the record's own group.
    private static bool IsHidden(Item item) => item.Residency.Length > 0 && !item.IsExposed;

    private Item Inherit(Item item, Item? old)
    {
        if (old is not { } stands) return item;
        if (!item.IsTombstone) return Marked(item, stands);
        return item with { Residency = IsHidden(stands) && _rules.TombstonesInherit ? stands.Residency : "" };
    }

    private Item Marked(Item item, Item old)
    {
        if (item.Residency.Length == 0 || !_rules.Exposes || (IsHidden(old) && old.Residency == item.Residency)) return item;
        if (!item.IsExposed) _history.Counts.Add(Happening.Exposure);
        return item with { Traits = item.Traits | EntryTraits.Exposed };
    }

    private void Expose(int partition, Item standing)
    {
        if (!_rules.Exposes) return;
        _history.Counts.Add(Happening.Exposure);
        var now = _now[partition];
        var next = now with { Entries = now.Entries.With(standing.Id, Stored(standing with { Traits = standing.Traits | EntryTraits.Exposed })) };
        var isOwn = standing.Version.Origin == Member.Region;
        Set(partition, isOwn ? TakeBack(next, standing.Version.Stamp) : next);
        if (isOwn) Changed?.Invoke(partition);
    }

    // Whoever was told that all is acknowledged has to be asked again.
    private static SimPartition TakeBack(SimPartition next, Stamp stamp)
    {
        var before = new Stamp(stamp.Value - 1);
        foreach (var (peer, acknowledged) in next.Acknowledged)
        {
            if (acknowledged > before) next = next with { Acknowledged = next.Acknowledged.With(peer, before) };
        }

        return next with { Returned = next.Returned + 1 };
    }

    private bool IsPast(int partition, DataLife life) =>
        (_rules.FencesGenerations && life.Generation != _generations[partition]) || (_rules.FencesReturns && life.Returned != _now[partition].Returned);

    // As volatile-lfu does, with any use of what is there: it makes room for what comes.
    private SimPartition MakeRoom(SimPartition next, string id)
    {
        var plain = Room is null ? [] : next.Entries.Values.Where(entry => entry.Item.IsPlain && entry.Item.Id != id).Select(entry => entry.Item).ToList();
        for (var over = plain.Count + 1 - (Room ?? int.MaxValue); over > 0 && plain.Count > 0; over--)
        {
            var item = plain[Faults.Next(plain.Count)];
            plain.Remove(item);
            HasEvicted = true;
            _history.Evicted(item);
            next = next with { Entries = next.Entries.Without([item.Id]) };
            if (!next.Evicted.TryGetValue(item.Id, out var known) || item.CompareTo(known) > 0)
                next = next with { Evicted = next.Evicted.With(item.Id, item) };
        }

        return next;
    }

    private IReadOnlyDictionary<string, SimEntry> Put(SimPartition now, Item item)
    {
        if (now.Entries.TryGetValue(item.Id, out var old)) _history.Replaced(Member.Region, old.Item, item);
        return now.Entries.With(item.Id, Stored(item));
    }

    private SimEntry Stored(Item item) => new(item, EntryCodec.Encode(
        new Entry
        {
            Origin = item.Version.Origin,
            Flags = item.Traits,
            Stamp = item.Version.Stamp,
            WriteId = item.WriteId,
            Residency = item.Residency,
            ExpiresAt = _time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        },
        BitConverter.GetBytes(item.WriteId)));

    private void Set(int partition, SimPartition next)
    {
        _tails[partition].Add(_now[partition]);
        _now[partition] = next;
    }
}
