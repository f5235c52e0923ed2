namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Half a minute of clients and faults.</summary>
internal sealed class SimChaos(SimWorld world)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly SimClients _clients = new(world);

    private SimScheduler Scheduler => world.Scheduler;

    private Random Random => world.Random;

    private SimCounts Counts => world.History.Counts;

    /// <param name="mayDestroy">One region loses all it has, instead of failovers.</param>
    public async Task RunAsync(bool mayDestroy)
    {
        var end = Scheduler.Now + Length;
        var clients = Enumerable.Range(0, Random.Next(1, 4)).Select(_ => _clients.RunAsync(end)).ToList();
        var destroyAt = mayDestroy ? Scheduler.Now + (Length * Random.NextDouble()) : TimeSpan.MaxValue;
        while (Scheduler.Now < end && world.History.Broken is null)
        {
            await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(Random.Next(50, 4000)));
            if (Scheduler.Now >= destroyAt)
            {
                destroyAt = TimeSpan.MaxValue;
                await DestroyAsync(Any());
            }
            else
            {
                Happen(mayFailOver: !mayDestroy);
            }

            if (world.Refuses && world.Faults.Next(3) == 0) Refuse();
        }

        await Task.WhenAll(clients);
    }

    private SimRegion Any() => world.Regions[Random.Next(world.Regions.Count)];

    private TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(Random.Next(from, to));

    private void Happen(bool mayFailOver)
    {
        var (region, other) = (Any(), Any());
        switch (world.Chances[Random.Next(world.Chances.Count)])
        {
            case Fault.Cut when region != other:
                world.Network.Cut(region.Member.Region, other.Member.Region);
                Scheduler.After(Milliseconds(100, 12_000), () => world.Network.Heal(region.Member.Region, other.Member.Region));
                break;
            case Fault.Kill when region.Alive.FirstOrDefault() is { } worker:
                worker.Kill();
                Counts.Add(Happening.WorkerKilled);
                Scheduler.After(Milliseconds(10, 6000), () => region.Workers.Add(new SimWorker(world, region)));
                break;
            case Fault.Freeze when region.Alive.FirstOrDefault() is { } worker:
                worker.Pause(Milliseconds(100, 8000));
                Counts.Add(Happening.WorkerFrozen);
                break;
            case Fault.FailOver when mayFailOver && !region.Store.IsDown:
                _ = FailOverAsync(region);
                break;
            case Fault.Backup:
                region.Backups.Add(region.Store.Backup());
                break;
            case Fault.Join when world.Outside.FirstOrDefault() is { } outside:
                world.Join(outside);
                Counts.Add(Happening.Join);
                break;
            case Fault.Leave when world.IsMember(region) && world.Joined.Count() > 2 && Random.Next(2) == 0:
                Leave(region, forGood: Random.Next(2) == 0);
                break;
            case Fault.Erase:
                _ = _clients.EraseAsync();
                break;
        }
    }

    // Its memory or a disk is full for a while.
    private void Refuse()
    {
        var store = world.Regions[world.Faults.Next(world.Regions.Count)].Store;
        store.Refuse(TimeSpan.FromMilliseconds(world.Faults.Next(100, 6000)));
    }

    private void Leave(SimRegion region, bool forGood)
    {
        world.Leave(region, forGood);
        if (forGood) return;
        Scheduler.After(Milliseconds(500, 12_000), () =>
        {
            if (!world.Outside.Contains(region)) return;
            world.Join(region);
            Counts.Add(Happening.Return);
        });
    }

    private async Task FailOverAsync(SimRegion region)
    {
        world.IsPlain = false;
        region.Store.IsDown = true;
        await Scheduler.DelayAsync(Milliseconds(200, 3000));
        Counts.Add(region.Store.FailOver(Random) ? Happening.FailOverWithLoss : Happening.FailOver);
        region.Store.IsDown = false;
    }

    // A whole region dies; it comes back with empty disks or with those of an earlier day.
    private async Task DestroyAsync(SimRegion region)
    {
        world.IsPlain = false;
        region.Store.IsDown = true;
        foreach (var worker in region.Alive.ToList()) worker.Kill();
        await Scheduler.DelayAsync(Milliseconds(500, 10_000));
        var backup = region.Backups.Count > 0 && Random.Next(3) > 0 ? region.Backups[Random.Next(region.Backups.Count)] : null;
        region.Store.Restore(backup);
        Counts.Add(backup is null ? Happening.Wipe : Happening.OldBackup);
        region.Store.IsDown = false;
        world.AddWorkers(region);
    }
}
