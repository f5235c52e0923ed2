using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// A region's Redis with the functions' semantics: each call changes one partition at once. What has not settled may be lost by a
/// failover, always a tail of what happened, and then the data begin another life.
/// </summary>
internal sealed class SimStore(Member member, int partitions, TimeProvider time, TimeSpan skewLimit, SimRules rules, SimHistory history)
{
    private readonly SimPartition[] _now = [.. Enumerable.Range(0, partitions).Select(_ => new SimPartition())];
    private readonly List<SimPartition>[] _tails = [.. Enumerable.Range(0, partitions).Select(_ => new List<SimPartition>())];
    private readonly int[] _lives = new int[partitions];
    private int _nextLife = 1;

    public Member Member => member;

    public bool IsDown { get; set; }

    /// <summary>Raised for what this region wrote, as the change channel does.</summary>
    public event Action<int>? Changed;

    public SimPartition this[int partition] => _now[partition];

    public string Generation(int partition) => $"{member.Region}-{_lives[partition]}";

    /// <summary>The state that no failover loses.</summary>
    public SimPartition Settled(int partition) => _tails[partition].Count > 0 ? _tails[partition][0] : _now[partition];

    public Item Write(int partition, string id, EntryTraits traits, string residency, ulong writeId)
    {
        var now = _now[partition];
        var old = now.Entries.GetValueOrDefault(id);
        var stamp = Math.Max(Stamp.From(time.GetUtcNow()).Value, now.Clock.Value + 1);
        if (old is not null && old.Item.Version.Stamp.Value >= stamp) stamp = old.Item.Version.Stamp.Value + 1;
        var entry = new Entry
        {
            Origin = member.Region,
            Flags = traits,
            Stamp = new Stamp(stamp),
            WriteId = writeId,
            Residency = residency,
            ExpiresAt = time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
        };
        var item = new Item(id, entry.Version, writeId, traits, residency);
        history.Stamped(member.Region, Generation(partition), partition, item);
        Set(partition, now with { Clock = entry.Stamp, Entries = Put(now, item, EntryCodec.Encode(entry, BitConverter.GetBytes(writeId)), entry.ExpiresAt) });
        Changed?.Invoke(partition);
        return item;
    }

    public ApplyOutcome Apply(int partition, StoredRecord record)
    {
        var now = _now[partition];
        var item = Item.Of(record.Id, record.Value.Span)!.Value;
        history.Received(member, item);
        var horizon = Stamp.From(time.GetUtcNow() + skewLimit);
        if (rules.Quarantines && item.Version.Stamp > horizon) return ApplyOutcome.Quarantined;
        if (now.Entries.TryGetValue(record.Id, out var old))
        {
            var order = rules.Compare(item, old.Item);
            if (order == 0) return ApplyOutcome.Known;
            if (order < 0) return ApplyOutcome.Older;
        }

        var isLasting = (item.Traits & EntryTraits.Tombstone) != 0;
        var next = now with
        {
            Clock = item.Version.Stamp > now.Clock ? item.Version.Stamp : now.Clock,
            Entries = Put(now, item, record.Value, long.MaxValue),
        };
        // A tombstone of this region that it had lost: whoever was told that all is acknowledged has to be asked again.
        if (item.Version.Origin == member.Region && isLasting && rules.TakesAcknowledgementsBack)
        {
            var before = new Stamp(item.Version.Stamp.Value - 1);
            next = next with { Acknowledged = next.Acknowledged.SetItems(next.Acknowledged.Where(pair => pair.Value > before).Select(pair => KeyValuePair.Create(pair.Key, before))) };
        }

        Set(partition, next);
        if (item.Version.Origin == member.Region) Changed?.Invoke(partition);
        return ApplyOutcome.Applied;
    }

    public PartitionState State(int partition)
    {
        var now = _now[partition];
        return new PartitionState
        {
            Region = member.Region,
            Partition = partition,
            Generation = Generation(partition),
            Clock = now.Clock,
            Cursors = now.Cursors,
            Floors = now.Floors,
            Acknowledged = now.Acknowledged,
            PeerGenerations = now.PeerGenerations,
        };
    }

    public IEnumerable<Item> Index(int partition, string origin, Stamp after, Stamp upTo) =>
        _now[partition].Entries.Values.Select(entry => entry.Item)
            .Where(item => item.Version.Origin == origin && item.Version.Stamp > after && item.Version.Stamp <= upTo)
            .OrderBy(item => item.Version.Stamp);

    public Advance Advance(int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to)
    {
        var now = _now[partition];
        if (rules.FencesGenerations && generation != Generation(partition)) return SyncWorker.Protocol.Advance.Moved;
        if (now.PeerGenerations.GetValueOrDefault(origin) != originGeneration) return SyncWorker.Protocol.Advance.Gap;
        var cursor = now.Cursors.GetValueOrDefault(origin);
        if (cursor < from) return SyncWorker.Protocol.Advance.Gap;
        if (to > cursor) Set(partition, now with { Cursors = now.Cursors.SetItem(origin, to) });
        return SyncWorker.Protocol.Advance.Done;
    }

    public bool Adopt(string generation, PartitionState peer)
    {
        if (rules.FencesGenerations && generation != Generation(peer.Partition)) return false;
        var now = _now[peer.Partition];
        var (cursors, floors) = (now.Cursors, now.Floors);
        foreach (var (origin, cursor) in peer.Cursors.Append(KeyValuePair.Create(peer.Region, peer.Clock)))
        {
            if (origin != member.Region && cursor > cursors.GetValueOrDefault(origin)) cursors = cursors.SetItem(origin, cursor);
        }

        foreach (var (origin, floor) in peer.Floors)
        {
            if (floor > floors.GetValueOrDefault(origin)) floors = floors.SetItem(origin, floor);
        }

        Set(peer.Partition, now with { Cursors = cursors, Floors = floors, PeerGenerations = now.PeerGenerations.SetItem(peer.Region, peer.Generation) });
        return true;
    }

    public bool RaiseClock(int partition, Stamp seen)
    {
        if (seen > Stamp.From(time.GetUtcNow() + skewLimit)) return false;
        if (seen > _now[partition].Clock) Set(partition, _now[partition] with { Clock = seen });
        return true;
    }

    public bool Acknowledge(int partition, string generation, string peer, Stamp to)
    {
        if (rules.FencesGenerations && generation != Generation(partition)) return false;
        var now = _now[partition];
        if (to > now.Acknowledged.GetValueOrDefault(peer)) Set(partition, now with { Acknowledged = now.Acknowledged.SetItem(peer, to) });
        return true;
    }

    public bool Remove(int partition, Item item)
    {
        var now = _now[partition];
        if (now.Entries.GetValueOrDefault(item.Id)?.Item != item) return false;
        Set(partition, now with { Entries = now.Entries.Remove(item.Id) });
        return true;
    }

    public long Sweep(int partition, string origin, Stamp upTo)
    {
        var now = _now[partition];
        var gone = Index(partition, origin, Stamp.Zero, upTo).Where(item => (item.Traits & EntryTraits.Tombstone) != 0).ToList();
        if (gone.Count == 0) return 0;
        foreach (var item in gone) history.Dropped(member.Region, item);
        var floor = gone[^1].Version.Stamp;
        Set(partition, now with
        {
            Entries = now.Entries.RemoveRange(gone.Select(item => item.Id)),
            Floors = floor > now.Floors.GetValueOrDefault(origin) ? now.Floors.SetItem(origin, floor) : now.Floors,
        });
        return gone.Count;
    }

    public void Settle(IEnumerable<int> settled)
    {
        foreach (var partition in settled) _tails[partition].Clear();
    }

    /// <summary>A failover: every partition keeps a random part of what had not settled, and begins another life.</summary>
    public void FailOver(Random random)
    {
        for (var i = 0; i < partitions; i++)
        {
            var tail = _tails[i];
            if (tail.Count > 0 && random.Next(3) > 0) _now[i] = tail[random.Next(tail.Count)];
            tail.Clear();
            _lives[i] = _nextLife++;
        }
    }

    public SimPartition[] Backup() => [.. _now];

    /// <summary>Disks with what a backup holds, or empty ones.</summary>
    public void Restore(SimPartition[]? backup)
    {
        for (var i = 0; i < partitions; i++)
        {
            _now[i] = backup?[i] ?? new SimPartition();
            _tails[i].Clear();
            _lives[i] = _nextLife++;
        }
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, SimEntry> Put(SimPartition now, Item item, ReadOnlyMemory<byte> value, long expiresAt)
    {
        if (now.Entries.TryGetValue(item.Id, out var old)) history.Replaced(member.Region, old.Item, item);
        return now.Entries.SetItem(item.Id, new SimEntry(item, value, expiresAt));
    }

    private void Set(int partition, SimPartition next)
    {
        _tails[partition].Add(_now[partition]);
        _now[partition] = next;
    }
}

/// <summary>The store's part of the rules, to be broken on purpose.</summary>
internal record SimRules
{
    public bool Quarantines { get; init; } = true;

    public bool FencesGenerations { get; init; } = true;

    public bool TakesAcknowledgementsBack { get; init; } = true;

    public virtual int Compare(Item left, Item right) => left.CompareTo(right);
}
