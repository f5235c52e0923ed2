using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>A promise was broken.</summary>
internal sealed class BrokenPromiseException(string what) : Exception(what);

/// <summary>What happened, and what must hold of it at every step.</summary>
internal sealed class SimHistory
{
    private readonly Dictionary<string, List<Item>> _writes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Item> _acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Item> _dropped = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Region, int Partition), (string Generation, Stamp Last)> _stamps = [];

    /// <summary>The first promise that was broken; kept, since workers catch what is thrown in them.</summary>
    public string? Broken { get; private set; }

    public int Writes => _writes.Values.Sum(list => list.Count);

    public int Acknowledged { get; private set; }

    public int Drops { get; private set; }

    public int Removals { get; set; }

    public IEnumerable<string> Ids => _writes.Keys;

    public void Break(string what) => Broken ??= what;

    /// <summary>A region handed out a stamp.</summary>
    public void Stamped(string region, string generation, int partition, Item item)
    {
        var (life, last) = _stamps.GetValueOrDefault((region, partition));
        if (life == generation && item.Version.Stamp <= last) Break($"stamps of {region} do not grow: {item.Version} after {last}");
        _stamps[(region, partition)] = (generation, item.Version.Stamp);
        if (!_writes.TryGetValue(item.Id, out var list)) _writes[item.Id] = list = [];
        list.Add(item);
    }

    /// <summary>A region was sent a record.</summary>
    public void Received(Member member, Item item)
    {
        if (item.Residency.Length > 0 && item.Residency != member.Residency)
            Break($"{item.Id} of residency {item.Residency} came to {member.Region}");
    }

    /// <summary>A version took another's place.</summary>
    public void Replaced(string region, Item old, Item next)
    {
        if (next.CompareTo(old) <= 0) Break($"{region} went back from {old} to {next}");
    }

    /// <summary>A tombstone was dropped.</summary>
    public void Dropped(string region, Item item)
    {
        Drops++;
        Raise(_dropped, item);
    }

    /// <summary>The client was told that a second region holds its write.</summary>
    public void Promised(Item item)
    {
        Acknowledged++;
        Raise(_acknowledged, item);
    }

    /// <summary>What the record has to be at the end; the store is that of any region that may hold it.</summary>
    public void CheckFinal(string id, SimEntry? final, bool nothingLost)
    {
        var writes = _writes[id];
        var latest = writes.Aggregate((left, right) => left.CompareTo(right) >= 0 ? left : right);
        if (final is { } found && !writes.Contains(found.Item)) Break($"{id} is {found.Item}, which nobody wrote");
        if (final is null)
        {
            CheckAbsent(id, writes);
            if (nothingLost && (latest.Traits & EntryTraits.Tombstone) == 0) Break($"{id} is gone, though {latest} was the last write");
            return;
        }

        if (_acknowledged.TryGetValue(id, out var promised) && final.Item.CompareTo(promised) < 0)
            Break($"{id} is {final.Item}, though {promised} was acknowledged as replicated");
        if (_dropped.TryGetValue(id, out var tombstone) && final.Item.CompareTo(tombstone) < 0)
            Break($"{id} is {final.Item} again, though all regions had its tombstone {tombstone}");
        if (nothingLost && final.Item.CompareTo(latest) != 0) Break($"{id} is {final.Item}, though {latest} was later");
    }

    private void CheckAbsent(string id, List<Item> writes)
    {
        if (!_acknowledged.TryGetValue(id, out var promised)) return;
        if (!writes.Any(write => (write.Traits & EntryTraits.Tombstone) != 0 && write.CompareTo(promised) >= 0))
            Break($"{id} is gone, though {promised} was acknowledged as replicated");
    }

    private static void Raise(Dictionary<string, Item> of, Item item)
    {
        if (!of.TryGetValue(item.Id, out var known) || item.CompareTo(known) > 0) of[item.Id] = item;
    }
}
