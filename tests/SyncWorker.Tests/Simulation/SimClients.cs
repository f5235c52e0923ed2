using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// Clients of all regions. There are three kinds of names: some have no residency, some have that of the group always, and some change.
/// </summary>
internal sealed class SimClients(SimWorld world)
{
    private const string Group = "eu";

    private ulong _writeId;

    private Random Random => world.Random;

    public async Task RunAsync(TimeSpan end)
    {
        while (world.Scheduler.Now < end && world.History.Broken is null)
        {
            await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(Random.Next(1, 1500)));
            var region = world.Regions[Random.Next(world.Regions.Count)];
            // A region takes traffic while it is one of the members.
            if (region.Store.IsDown || region.Store.IsRefusing || !world.IsMember(region)) continue;
            var (id, residency) = Name(region.Member, Random.Next(world.Keys));
            var item = region.Store.Write(world.PartitionOf(id), id, isDelete: Random.Next(3) == 0, residency, ++_writeId);
            if (Random.Next(2) == 0) await WaitReplicatedAsync(region, item);
        }
    }

    /// <summary>Erases a data subject: every region deletes what it has of it.</summary>
    public async Task EraseAsync()
    {
        world.History.Counts.Add(Happening.Erasure);
        foreach (var region in world.Joined.ToList())
        {
            await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(Random.Next(1, 200)));
            if (region.Store.IsDown || region.Store.IsRefusing || !world.IsMember(region)) continue;
            foreach (var partition in world.AllPartitions)
            {
                var subject = region.Store[partition].Entries.Values.Where(entry => entry.Item.Id[^1] % 3 == 0 && !entry.Item.IsTombstone).ToList();
                foreach (var entry in subject) region.Store.Write(partition, entry.Item.Id, isDelete: true, "", ++_writeId);
            }
        }
    }

    private (string Id, string Residency) Name(Member member, int key)
    {
        var isOfGroup = member.Residency == Group;
        return (key % 4) switch
        {
            3 when isOfGroup => ($"eu/{(char)('a' + key)}", Group),
            2 => ($"x/{(char)('a' + key)}", isOfGroup && Random.Next(2) == 0 ? Group : ""),
            _ => ($"t/{(char)('a' + key)}", ""),
        };
    }

    // As the cache service does: what stands has to be acknowledged by a region that may hold it, or come from another region.
    private async Task WaitReplicatedAsync(SimRegion region, Item item)
    {
        var partition = world.PartitionOf(item.Id);
        for (var i = 0; i < 40; i++)
        {
            await world.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(Random.Next(10, 200)));
            if (region.Store.IsDown) continue;
            if (!world.IsMember(region)) return;
            var now = region.Store[partition];
            if (!now.Entries.TryGetValue(item.Id, out var stands) || stands.Item.CompareTo(item) < 0) return;
            var holders = HoldersOf(region, stands.Item, now).ToList();
            if (holders.Count == 0) continue;
            if (stands.Item.Version.Origin == region.Member.Region) CheckHolders(holders, stands.Item);
            world.History.Promised(item, holders.Append(region.Member.Region));
            return;
        }
    }

    // Where nothing can have been lost since, who acknowledged has it.
    private void CheckHolders(List<string> holders, Item item)
    {
        if (!world.IsPlain) return;
        var partition = world.PartitionOf(item.Id);
        foreach (var holder in holders)
            world.History.Acknowledged(holder, item, world.Region(holder).Store.Settled(partition).LatestHeld(item.Id));
    }

    private IEnumerable<string> HoldersOf(SimRegion region, Item standing, SimPartition now) =>
        standing.Version.Origin != region.Member.Region
            ? [standing.Version.Origin]
            : world.Joined.Where(peer => peer != region && world.Policy.MayHold(standing.Residency, peer.Member)
                && now.Acknowledged.GetValueOrDefault(peer.Member.Region) >= standing.Version.Stamp).Select(peer => peer.Member.Region);
}
