using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Tests.Histories;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>The history of a simulated world, with what only a simulation sees: every step inside a region, and that two runs are the same.</summary>
internal sealed class SimHistory
{
    private readonly WriteHistory _writes = new();

    public string? Broken => _writes.Broken;

    /// <summary>Nothing happened by which a write may be lost.</summary>
    public bool IsPlain { get; set; } = true;

    public SimCounts Counts { get; } = new();

    /// <summary>Sums up what happened, in its order: two runs that differ anywhere differ here.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public IReadOnlyList<string> Ids => _writes.Ids;

    public void Break(string what) => _writes.Break(what);

    /// <summary>A client names a record.</summary>
    public void Named(Member member, string id, string residency, bool isDelete, bool isAbsent)
    {
        // Of a delete it is what stands that decides; where nothing stands, what the client says.
        if (!isDelete || isAbsent) _writes.Named(member, id, residency);
    }

    /// <summary>A region was told something of a record, in whatever message.</summary>
    public void Told(Member member, string id, string residency)
    {
        foreach (var letter in id) Sum(letter);
        _writes.Told(member, id, residency);
    }

    /// <summary>A region takes a version of another one.</summary>
    public void Taken(string region, Item item, Stamp horizon)
    {
        if (item.Version.Stamp > horizon) Break($"{region} took {item}, which is ahead of its clock");
    }

    /// <summary>A region handed out a stamp.</summary>
    public void Stamped(string region, string generation, int partition, Item item)
    {
        _writes.Written(_writes.Send(region, partition, item), item.Version, generation);
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
        _writes.Dropped(item);
    }

    /// <summary>The client was told that a second region holds its write.</summary>
    public void Promised(Item item, IEnumerable<string> holders)
    {
        Counts.Add(Happening.Promise);
        Sum(item);
        _writes.Promised(item, holders);
    }

    /// <summary>What a region that acknowledged a write has of it, of what no failover there can lose.</summary>
    public void Acknowledged(string region, Item item, Item? held)
    {
        if (held is not { } found || found.CompareTo(item) < 0)
            Break($"{region} has {held?.ToString() ?? "nothing"}, though {item} was acknowledged as replicated");
    }

    /// <summary>Memory pressure took a version.</summary>
    public void Evicted(Item item)
    {
        Counts.Add(Happening.Eviction);
        Sum(item);
        _writes.Evicted(item);
    }

    /// <summary>A region took a version out, since another one said that it was deleted.</summary>
    public void Removed(string region, Item item)
    {
        if (IsPlain && !_writes.IsTakenOut(item)) Break($"{region} took out {item}, which nobody deleted");
    }

    public void Left(string region) => _writes.Left(region);

    public void CheckFinal(string id, Item? final) => _writes.CheckFinal(id, final, IsPlain);

    private void Sum(Item item)
    {
        Sum(item.WriteId);
        Sum((ulong)item.Version.Stamp.Value);
    }

    // FNV-1a, by words: the same in every process.
    private void Sum(ulong word) => Hash = (Hash ^ word) * 1099511628211;
}
