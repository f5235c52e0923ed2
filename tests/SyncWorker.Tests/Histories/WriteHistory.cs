using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Histories;

/// <summary>
/// What clients wrote and what they were promised, and what must hold of it. Simulated worlds and regions of real processes are checked by it
/// alike: they differ in who tells it what happened.
/// </summary>
internal sealed class WriteHistory
{
    private const string Everybody = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecordHistory> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Region, int Partition), Life> _lives = [];
    private readonly HashSet<(string Group, string Id)> _named = [];

    /// <summary>The first promise that was broken; kept, since workers catch what is thrown in them.</summary>
    public string? Broken { get; private set; }

    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_lock) return [.. _records.Keys];
        }
    }

    public void Break(string what)
    {
        lock (_lock) Broken ??= what;
    }

    /// <summary>A client names a record. One without residency may become known everywhere.</summary>
    public void Named(Member member, string id, string residency)
    {
        lock (_lock) _named.Add((residency.Length > 0 ? member.Residency : Everybody, id));
    }

    /// <summary>A region has or hears something of a record.</summary>
    public void Told(Member member, string id, string residency)
    {
        lock (_lock)
        {
            if (!_named.Contains((Everybody, id)) && !_named.Contains((member.Residency, id)))
                Break($"{member.Region} heard of {id}, a name that its group never had");
            if (residency.Length > 0 && residency != member.Residency)
                Break($"{id} of residency {residency} came to {member.Region}");
        }
    }

    /// <summary>A write is sent. What becomes of it is known when it is answered, if it is.</summary>
    public SentWrite Send(string region, int partition, Item item)
    {
        lock (_lock)
        {
            var life = _lives.GetValueOrDefault((region, partition)) ?? Life.Unknown;
            Record(item.Id).Unanswered[item.WriteId] = item;
            return new SentWrite(region, partition, item, life);
        }
    }

    /// <summary>It is answered with its version.</summary>
    /// <param name="sent">The write.</param>
    /// <param name="version">What it got.</param>
    /// <param name="life">The life of the region's data in which it was stored; null = it changed meanwhile.</param>
    public Item Written(SentWrite sent, Core.Stamps.Version version, string? life)
    {
        var item = sent.Item with { Version = version };
        lock (_lock)
        {
            var record = Record(item.Id);
            record.Unanswered.Remove(item.WriteId);
            record.Writes.Add(item);
            if (life is not null) Grow(sent, version.Stamp, life);
        }

        return item;
    }

    /// <summary>All regions held the tombstone, and one has dropped it.</summary>
    public void Dropped(Item item)
    {
        lock (_lock)
        {
            var record = Record(item.Id);
            if (record.Dropped is not { } known || item.CompareTo(known) > 0) record.Dropped = item;
        }
    }

    /// <summary>Memory pressure took a version somewhere.</summary>
    public void Evicted(Item item)
    {
        lock (_lock)
        {
            var record = Record(item.Id);
            if (record.Evicted is not { } known || item.CompareTo(known) > 0) record.Evicted = item;
        }
    }

    /// <summary>Whether a later write may have taken a version out.</summary>
    public bool IsTakenOut(Item item)
    {
        lock (_lock) return Record(item.Id).IsTakenOut(item);
    }

    /// <summary>The client was told that a second region holds its write.</summary>
    /// <param name="item">The write.</param>
    /// <param name="holders">The regions that hold it, as far as that matters.</param>
    public void Promised(Item item, params IEnumerable<string> holders)
    {
        lock (_lock)
        {
            var record = Record(item.Id);
            if (record.Promise is { } known && item.CompareTo(known.Item) <= 0) return;
            record.Promise = new Promise(item, [.. holders]);
        }
    }

    /// <summary>
    /// A region leaves by command. What it alone held beside one other region is then held by one, and may be lost with it.
    /// </summary>
    public void Left(string region)
    {
        lock (_lock)
        {
            foreach (var record in _records.Values)
            {
                if (record.Promise is not { } promise) continue;
                promise.Holders.Remove(region);
                if (promise.Holders.Count < 2) record.Promise = null;
            }
        }
    }

    /// <summary>What a record has to be at the end.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="final">The latest version that any region has.</param>
    /// <param name="nothingLost">Nothing happened by which a write may be lost, whether or not it was promised.</param>
    public void CheckFinal(string id, Item? final, bool nothingLost)
    {
        lock (_lock)
        {
            if (Record(id).Fault(id, final, nothingLost) is { } fault) Break(fault);
        }
    }

    private RecordHistory Record(string id)
    {
        if (!_records.TryGetValue(id, out var record)) _records[id] = record = new RecordHistory();
        return record;
    }

    // Of writes that were under way together it is not known which was first.
    private void Grow(SentWrite sent, Stamp stamp, string life)
    {
        if (sent.Before.Name == life && stamp <= sent.Before.Last)
            Break($"stamps of {sent.Region} do not grow: {stamp} after {sent.Before.Last}");
        var known = _lives.GetValueOrDefault((sent.Region, sent.Partition));
        var last = known is not null && known.Name == life && known.Last > stamp ? known.Last : stamp;
        _lives[(sent.Region, sent.Partition)] = new Life(life, last);
    }

    /// <summary>A write under way, and what its partition's clock was known to be before.</summary>
    internal sealed record SentWrite(string Region, int Partition, Item Item, Life Before);

    /// <summary>An unbroken life of a partition's data, and the last stamp that was handed out in it.</summary>
    internal sealed record Life(string Name, Stamp Last)
    {
        public static readonly Life Unknown = new("", default);
    }

    /// <summary>A write, and who held it when it was promised.</summary>
    internal sealed record Promise(Item Item, HashSet<string> Holders);
}
