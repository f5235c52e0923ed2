using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Regions, their network and clients, and a while of chaos followed by calm; everything drawn from one seed.</summary>
internal sealed class SimWorld
{
    private const int MaxRegions = 4;
    private const int Partitions = 2;

    private static readonly Member[] AllMembers = [new("us-east", ""), new("eu-west", "eu"), new("us-west", ""), new("eu-north", "eu")];
    private static readonly TimeSpan Chaos = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly SimRegion[] _regions;
    private readonly Random _random;
    private readonly int _keys;
    private readonly bool _isSkewed;
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);
    private bool _isPlain = true;
    private ulong _writeId;

    public SimWorld(SimSettings settings)
    {
        _random = new Random(settings.Seed);
        (Policy, Settles, Options) = (settings.Policy, settings.Settles, SimSettings.Options(Partitions));
        _keys = _random.Next(3, 12);
        _isSkewed = _random.Next(3) == 0;
        Network = new SimNetwork(
            Scheduler, _random, _random.Next(2) * 0.05, _random.Next(2) * 0.05, TimeSpan.FromMilliseconds(_random.Next(2, 80)));
        _regions = [.. AllMembers.Take(_random.Next(2, MaxRegions + 1)).Select(member => Create(member, settings.Rules))];
        foreach (var region in _regions) _joined.Add(region.Member.Region);
        if (_regions.Length > 2 && _random.Next(4) == 0) _joined.Remove(_regions[^1].Member.Region);
    }

    public SimScheduler Scheduler { get; } = new();

    public SimNetwork Network { get; }

    public SimHistory History { get; } = new();

    public SyncPolicy Policy { get; }

    public SyncOptions Options { get; }

    public bool Settles { get; }

    public Random Random => _random;

    public IReadOnlyCollection<int> AllPartitions { get; } = [.. Enumerable.Range(0, Partitions)];

    public SimRegion Region(string name) => _regions.Single(region => region.Member.Region == name);

    public IEnumerable<string> Members(SimRegion region) =>
        _joined.Contains(region.Member.Region) ? _joined.Where(name => name != region.Member.Region) : [];

    /// <summary>Runs the world to its end. Returns what was broken, or null.</summary>
    public string? Run()
    {
        try
        {
            Scheduler.Run(RunAsync, TimeSpan.FromHours(1));
        }
        catch (TimeoutException exception)
        {
            History.Break(exception.Message);
        }

        return History.Broken;
    }

    private async Task RunAsync()
    {
        foreach (var region in _regions) AddWorkers(region);
        var epochs = _random.Next(1, 3);
        for (var epoch = 0; epoch < epochs && History.Broken is null; epoch++)
        {
            Network.IsCalm = false;
            await ChaosAsync(mayDestroy: _random.Next(2) == 0);
            await CalmAsync();
        }

        foreach (var worker in _regions.SelectMany(region => region.Alive).ToList()) worker.Kill();
    }

    private SimRegion Create(Member member, SimRules rules)
    {
        var skew = _isSkewed ? TimeSpan.FromMilliseconds(_random.Next(-5000, 5001)) : TimeSpan.FromMilliseconds(_random.Next(-200, 201));
        var time = new SkewedTime(Scheduler, skew);
        var store = new SimStore(member, Partitions, time, Options.SkewLimit, rules, History);
        var region = new SimRegion(member, store, time);
        store.Changed += partition =>
        {
            // The channel is lossy, and heard a little later.
            if (_random.Next(10) == 0) return;
            Scheduler.After(TimeSpan.FromMilliseconds(_random.Next(0, 3)), () =>
            {
                foreach (var worker in region.Alive.ToList()) worker.Node.Wake(partition);
            });
        };
        return region;
    }

    private void AddWorkers(SimRegion region)
    {
        var count = _random.Next(1, 3);
        for (var i = 0; i < count; i++) region.Workers.Add(new SimWorker(this, region));
    }

    private async Task ChaosAsync(bool mayDestroy)
    {
        var end = Scheduler.Now + Chaos;
        var clients = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => ClientAsync(end)).ToList();
        var destroyAt = mayDestroy ? Scheduler.Now + (Chaos * _random.NextDouble()) : TimeSpan.MaxValue;
        while (Scheduler.Now < end && History.Broken is null)
        {
            await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(50, 4000)));
            if (Scheduler.Now >= destroyAt)
            {
                destroyAt = TimeSpan.MaxValue;
                await DestroyAsync(_regions[_random.Next(_regions.Length)]);
            }
            else
            {
                Fault(mayFailOver: !mayDestroy);
            }
        }

        await Task.WhenAll(clients);
    }

    private void Fault(bool mayFailOver)
    {
        var region = _regions[_random.Next(_regions.Length)];
        var other = _regions[_random.Next(_regions.Length)];
        switch (_random.Next(9))
        {
            case 0 or 1 when region != other:
                Network.Cut(region.Member.Region, other.Member.Region);
                Scheduler.After(TimeSpan.FromMilliseconds(_random.Next(100, 12_000)), () => Network.Heal(region.Member.Region, other.Member.Region));
                break;
            case 2 or 3 when region.Alive.FirstOrDefault() is { } worker:
                worker.Kill();
                Scheduler.After(TimeSpan.FromMilliseconds(_random.Next(10, 6000)), () => region.Workers.Add(new SimWorker(this, region)));
                break;
            case 4 when region.Alive.FirstOrDefault() is { } worker:
                worker.Pause(TimeSpan.FromMilliseconds(_random.Next(100, 8000)));
                break;
            case 5 or 6 when mayFailOver && !region.Store.IsDown:
                _ = FailOverAsync(region);
                break;
            case 7:
                region.Backups.Add(region.Store.Backup());
                break;
            case 8 when _joined.Count < _regions.Length:
                Join(_regions[^1]);
                break;
        }
    }

    private void Join(SimRegion region)
    {
        _joined.Add(region.Member.Region);
        foreach (var each in _regions)
        {
            foreach (var worker in each.Alive) worker.Node.SetPeers(Members(each));
        }
    }

    private async Task FailOverAsync(SimRegion region)
    {
        _isPlain = false;
        region.Store.IsDown = true;
        await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(200, 3000)));
        region.Store.FailOver(_random);
        region.Store.IsDown = false;
    }

    // A whole region dies; it comes back with empty disks or with those of an earlier day.
    private async Task DestroyAsync(SimRegion region)
    {
        _isPlain = false;
        region.Store.IsDown = true;
        foreach (var worker in region.Alive.ToList()) worker.Kill();
        await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(500, 10_000)));
        region.Store.Restore(region.Backups.Count > 0 && _random.Next(2) == 0 ? region.Backups[_random.Next(region.Backups.Count)] : null);
        region.Store.IsDown = false;
        AddWorkers(region);
    }

    private async Task CalmAsync()
    {
        Network.IsCalm = true;
        Network.HealAll();
        if (_joined.Count < _regions.Length) Join(_regions[^1]);
        var end = Scheduler.Now + Patience;
        // Cuts and restarts of the chaos end by themselves within that time.
        await Scheduler.DelayAsync(TimeSpan.FromSeconds(14));
        while (History.Broken is null)
        {
            foreach (var region in _regions.Where(region => !region.Alive.Any())) AddWorkers(region);
            if (Difference() is not { } difference) break;
            if (Scheduler.Now > end) History.Break($"regions still differ after {Patience}: {difference}");
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(1));
        }

        foreach (var id in History.Ids) History.CheckFinal(id, FinalOf(id), _isPlain);
    }

    private SimEntry? FinalOf(string id) =>
        _regions.Where(region => region.Member.Residency == "eu" || !IsResident(id))
            .Select(region => region.Store[PartitionOf(id)].Entries.GetValueOrDefault(id)).OfType<SimEntry>()
            .OrderByDescending(entry => entry.Item.Version).FirstOrDefault();

    private string? Difference()
    {
        foreach (var id in History.Ids)
        {
            var items = _regions.Where(region => region.Member.Residency == "eu" || !IsResident(id))
                .Select(region => Living(region.Store[PartitionOf(id)].Entries.GetValueOrDefault(id)?.Item)).Distinct().ToList();
            if (items.Count > 1) return string.Join(" | ", items.Select(item => item?.ToString() ?? "none"));
        }

        return null;
    }

    // Regions drop a tombstone one after the other: to have it is the same as to have nothing.
    private static Item? Living(Item? item) => item is { } found && (found.Traits & EntryTraits.Tombstone) == 0 ? found : null;

    private static bool IsResident(string id) => id.StartsWith("eu/", StringComparison.Ordinal);

    private static int PartitionOf(string id) => id[^1] % Partitions;

    private async Task ClientAsync(TimeSpan end)
    {
        while (Scheduler.Now < end && History.Broken is null)
        {
            await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(1, 1500)));
            var region = _regions[_random.Next(_regions.Length)];
            // A region takes traffic once it is one of the regions.
            if (region.Store.IsDown || !_joined.Contains(region.Member.Region)) continue;
            var key = _random.Next(_keys);
            var isResident = region.Member.Residency == "eu" && key % 4 == 3;
            var id = isResident ? $"eu/k{key}" : $"t/k{key}";
            var traits = _random.Next(3) == 0 ? EntryTraits.Tombstone : EntryTraits.None;
            // A delete has no residency: regions that never had the record lose nothing by hearing its name.
            var residency = isResident && traits == EntryTraits.None ? "eu" : "";
            var item = region.Store.Write(PartitionOf(id), id, traits, residency, ++_writeId);
            if (_random.Next(2) == 0) await WaitReplicatedAsync(region, item);
        }
    }

    // As the cache service does: what stands has to be acknowledged by a region that may hold it, or come from another region.
    private async Task WaitReplicatedAsync(SimRegion region, Item item)
    {
        var partition = PartitionOf(item.Id);
        for (var i = 0; i < 40; i++)
        {
            await Scheduler.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(10, 200)));
            if (region.Store.IsDown) continue;
            var now = region.Store[partition];
            if (now.Entries.GetValueOrDefault(item.Id)?.Item is not { } standing || standing.CompareTo(item) < 0) return;
            var isHeld = standing.Version.Origin != region.Member.Region || _regions.Any(peer => peer != region
                && Policy.MayHold(standing.Residency, peer.Member)
                && now.Acknowledged.GetValueOrDefault(peer.Member.Region) >= standing.Version.Stamp);
            if (!isHeld) continue;
            History.Promised(item);
            return;
        }
    }
}
