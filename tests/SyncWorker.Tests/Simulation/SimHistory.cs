using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What happened, and what must hold of it at every step.</summary>
internal sealed class SimHistory
{
    private const string Everybody = "";

    private readonly Dictionary<string, List<Item>> _writes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Promise> _promises = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Item> _dropped = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Region, int Partition), (string Generation, Stamp Last)> _stamps = [];
    private readonly HashSet<(string Group, string Id)> _named = [];

    /// <summary>The first promise that was broken; kept, since workers catch what is thrown in them.</summary>
    public string? Broken { get; private set; }

    public SimCounts Counts { get; } = new();

    /// <summary>Sums up what happened, in its order: two runs that differ anywhere differ here.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public IEnumerable<string> Ids => _writes.Keys;

    public void Break(string what) => Broken ??= what;

    /// <summary>A client names a record. One without residency may become known everywhere.</summary>
    public void Named(Member member, string id, string residency, bool isDelete, bool isAbsent)
    {
        // Of a delete it is what stands that decides; where nothing stands, what the client says.
        if (!isDelete || isAbsent) _named.Add((residency.Length > 0 ? member.Residency : Everybody, id));
    }

    /// <summary>A region was told something of a record, in whatever message.</summary>
    public void Told(Member member, string id, string residency)
    {
        foreach (var letter in id) Sum(letter);
        if (!_named.Contains((Everybody, id)) && !_named.Contains((member.Residency, id)))
            Break($"{member.Region} heard of {id}, a name that its group never had");
        if (residency.Length > 0 && residency != member.Residency)
            Break($"{id} of residency {residency} came to {member.Region}");
    }

    /// <summary>A region takes a version of another one.</summary>
    public void Taken(string region, Item item, Stamp horizon)
    {
        if (item.Version.Stamp > horizon) Break($"{region} took {item}, which is ahead of its clock");
    }

    /// <summary>A region handed out a stamp.</summary>
    public void Stamped(string region, string generation, int partition, Item item)
    {
        var (life, last) = _stamps.GetValueOrDefault((region, partition));
        if (life == generation && item.Version.Stamp <= last) Break($"stamps of {region} do not grow: {item.Version} after {last}");
        _stamps[(region, partition)] = (generation, item.Version.Stamp);
        if (!_writes.TryGetValue(item.Id, out var list)) _writes[item.Id] = list = [];
        list.Add(item);
        Sum(item);
        Counts.Add(item.IsTombstone ? Happening.Delete : Happening.Write);
        if (item.Residency.Length > 0) Counts.Add(item.IsTombstone ? Happening.ResidentDelete : Happening.ResidentWrite);
    }

    /// <summary>A version took another's place.</summary>
    public void Replaced(string region, Item old, Item next)
    {
        if (next.CompareTo(old) <= 0) Break($"{region} went back from {old} to {next}");
        Sum(next);
    }

    /// <summary>A tombstone was dropped.</summary>
    public void Dropped(Item item)
    {
        Counts.Add(Happening.TombstoneDropped);
        Sum(item);
        if (!_dropped.TryGetValue(item.Id, out var known) || item.CompareTo(known) > 0) _dropped[item.Id] = item;
    }

    /// <summary>The client was told that a second region holds its write.</summary>
    public void Promised(Item item, IEnumerable<string> holders)
    {
        Counts.Add(Happening.Promise);
        Sum(item);
        if (_promises.TryGetValue(item.Id, out var known) && item.CompareTo(known.Item) <= 0) return;
        _promises[item.Id] = new Promise(item, [.. holders]);
    }

    /// <summary>What a region that acknowledged a write has of it, of what no failover there can lose.</summary>
    public void Acknowledged(string region, Item item, Item? held)
    {
        if (held is not { } found || found.CompareTo(item) < 0)
            Break($"{region} has {held?.ToString() ?? "nothing"}, though {item} was acknowledged as replicated");
    }

    /// <summary>
    /// A region leaves by command. What it alone held beside one other region is then held by one, and may be lost with it.
    /// </summary>
    public void Left(string region)
    {
        foreach (var (id, promise) in _promises.ToList())
        {
            promise.Holders.Remove(region);
            if (promise.Holders.Count < 2) _promises.Remove(id);
        }
    }

    /// <summary>What the record has to be at the end; the store is that of any region that may hold it.</summary>
    public void CheckFinal(string id, Item? final, bool nothingLost)
    {
        var writes = _writes[id];
        var latest = writes.Aggregate((left, right) => left.CompareTo(right) >= 0 ? left : right);
        if (final is not { } found)
        {
            CheckAbsent(id, writes);
            if (nothingLost && !latest.IsTombstone) Break($"{id} is gone, though {latest} was the last write");
            return;
        }

        // A cover stays when the write that it stood for was lost.
        if (!writes.Any(write => write.Version == found.Version && (write.WriteId == found.WriteId || found.WriteId == 0)))
            Break($"{id} is {found}, which nobody wrote");
        if (_promises.TryGetValue(id, out var promise) && found.CompareTo(promise.Item) < 0)
            Break($"{id} is {found}, though {promise.Item} was acknowledged as replicated");
        if (_dropped.TryGetValue(id, out var tombstone) && found.Version.CompareTo(tombstone.Version) < 0)
            Break($"{id} is {found} again, though all regions had its tombstone {tombstone}");
        // The cover of a tombstone may outlive it, which is dropped in its own group first.
        var isCover = found.WriteId == 0 && latest.IsTombstone && found.Version == latest.Version;
        if (nothingLost && !isCover && found.CompareTo(latest) != 0) Break($"{id} is {found}, though {latest} was later");
    }

    // A later write of a residency took out what others held, and may then have been lost itself: that is no less than it was told.
    private void CheckAbsent(string id, List<Item> writes)
    {
        if (!_promises.TryGetValue(id, out var promise)) return;
        if (!writes.Any(write => write.CompareTo(promise.Item) >= 0 && (write.IsTombstone || (write.Residency != promise.Item.Residency && write.CompareTo(promise.Item) > 0))))
            Break($"{id} is gone, though {promise.Item} was acknowledged as replicated");
    }

    private void Sum(Item item)
    {
        Sum(item.WriteId);
        Sum((ulong)item.Version.Stamp.Value);
    }

    // FNV-1a, by words: the same in every process.
    private void Sum(ulong word) => Hash = (Hash ^ word) * 1099511628211;

    private sealed record Promise(Item Item, HashSet<string> Holders);
}
