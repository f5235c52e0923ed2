using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Regions, their network and clients, and a while of chaos followed by calm; everything drawn from one seed.</summary>
internal sealed class SimWorld
{
    // Of eight kinds of worlds the last three have stores and loops without faults.
    private const int NoFaults = 7;

    private const int MaxRegions = 4;

    private static readonly Member[] AllMembers = [new("us-east", ""), new("eu-west", "eu"), new("us-west", ""), new("eu-north", "eu")];
    private const int RoundsToRest = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly SimSettings _settings;
    private readonly bool _comparesByClock;
    private readonly SortedSet<string> _joined = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _gone = new(StringComparer.Ordinal);

    public SimWorld(SimSettings settings)
    {
        _settings = settings;
        Truth = new SimTruth(this);
        Random = new Random(settings.Seed);
        Faults = new Random(unchecked((settings.Seed * 7919) + 17));
        var kind = settings.IsPlain ? NoFaults : Faults.Next(NoFaults + 1);
        (Evicts, Refuses, LoopsFail) = (settings.Evicts ?? kind is 0 or 1 or 2, kind is 2 or 3, kind is 2 or 4);
        // Partitions have nothing to do with each other but the messages that they share.
        Partitions = Random.Next(4) == 0 ? 2 : 1;
        AllPartitions = [.. Enumerable.Range(0, Partitions)];
        Keys = Random.Next(3, 12);
        var isSkewed = Random.Next(3) == 0;
        if (isSkewed) History.Counts.Add(Happening.SkewedWorld);
        // What was ahead of the clock when its origin left, only the next comparison brings.
        // And what lies outside a group of what the group has evicted, too.
        _comparesByClock = isSkewed || Evicts || settings.ComparesByClock;
        Options = SimSettings.Options(Partitions, _comparesByClock);
        Network = new SimNetwork(
            Scheduler, Random, History.Counts, Random.Next(2) * 0.05, Random.Next(2) * 0.05, TimeSpan.FromMilliseconds(Random.Next(2, 80)));
        var regions = Random.Next(2, MaxRegions + 1);
        Regions = [.. AllMembers.Take(settings.Regions ?? regions).Select(member => Create(member, isSkewed ? 5000 : 200))];
        foreach (var region in Regions) _joined.Add(region.Member.Region);
        if (Regions.Count > 2 && Random.Next(4) == 0) _joined.Remove(Regions[^1].Member.Region);
    }

    public SimScheduler Scheduler { get; } = new();

    public SimNetwork Network { get; }

    public SimHistory History { get; } = new();

    public SimTruth Truth { get; }

    public SyncPolicy Policy => _settings.Policy;

    public SyncOptions Options { get; }

    public bool Settles => _settings.Settles;

    public IReadOnlyList<Fault> Chances => _settings.Chances;

    public Random Random { get; }

    /// <summary>Of faults that only some worlds have: the others are the same with and without them.</summary>
    public Random Faults { get; }

    /// <summary>Regions have little memory.</summary>
    public bool Evicts { get; }

    /// <summary>Stores refuse writes for a while.</summary>
    public bool Refuses { get; }

    /// <summary>What nobody expects to fail does.</summary>
    public bool LoopsFail { get; }

    public int Partitions { get; }

    public int Keys { get; }

    public IReadOnlyCollection<int> AllPartitions { get; }

    public IReadOnlyList<SimRegion> Regions { get; }

    public IEnumerable<SimRegion> Joined => Regions.Where(IsMember);

    /// <summary>Regions that are no members now, and may become such.</summary>
    public IEnumerable<SimRegion> Outside => Regions.Where(region => !IsMember(region) && !_gone.Contains(region.Member.Region));

    /// <summary>Nothing happened by which a write may be lost.</summary>
    public bool IsPlain
    {
        get => History.IsPlain;
        set => History.IsPlain = value;
    }

    public SimRegion Region(string name) => Regions.Single(region => region.Member.Region == name);

    public bool IsMember(SimRegion region) => _joined.Contains(region.Member.Region);

    public bool AreMembers(string left, string right) => _joined.Contains(left) && _joined.Contains(right);

    /// <summary>The members but one. A region that has left was not told so itself: it only finds that nobody answers.</summary>
    public IEnumerable<string> Members(SimRegion region) => _joined.Where(name => name != region.Member.Region);

    /// <summary>What the region's workers take for the other members.</summary>
    public IEnumerable<string> Peers(SimRegion region) => _settings.Members(this, region);

    public int PartitionOf(string id) => id[^1] % Partitions;

    /// <summary>A region is told of a record.</summary>
    public void Tell(Member member, StoredRecord record)
    {
        if (Item.Of(record.Id, record.Value.Span) is { } item) Tell(member, item);
    }

    public void Tell(Member member, Item item)
    {
        if (item.WriteId == 0) History.Counts.Add(Happening.CoverShown);
        History.Told(member, item.Id, item.Residency);
    }

    public void Join(SimRegion region)
    {
        _joined.Add(region.Member.Region);
        TellMembers();
    }

    /// <summary>A region leaves by command, whatever it still has to say; for good, or to come back with what it had.</summary>
    public void Leave(SimRegion region, bool forGood)
    {
        IsPlain = false;
        _joined.Remove(region.Member.Region);
        if (forGood) _gone.Add(region.Member.Region);
        History.Left(region.Member.Region);
        History.Counts.Add(Happening.Leave);
        TellMembers();
    }

    public void AddWorkers(SimRegion region)
    {
        var count = Random.Next(1, 3);
        for (var i = 0; i < count; i++) region.Workers.Add(new SimWorker(this, region));
    }

    /// <summary>Runs the world to its end, through chaos. Returns what was broken, or null.</summary>
    public string? Run() => Run(ChaosAsync);

    /// <summary>Runs the world through a story, and then to rest.</summary>
    public string? Run(Func<Task> story)
    {
        try
        {
            Scheduler.Run(() => RunAsync(story), TimeSpan.FromHours(1));
        }
        catch (TimeoutException exception)
        {
            History.Break(exception.Message);
        }

        return History.Broken;
    }

    private async Task RunAsync(Func<Task> story)
    {
        foreach (var region in Regions) AddWorkers(region);
        await story();
        foreach (var worker in Regions.SelectMany(region => region.Alive).ToList()) worker.Kill();
    }

    private async Task ChaosAsync()
    {
        var (chaos, epochs) = (new SimChaos(this), Random.Next(1, 3));
        for (var epoch = 0; epoch < epochs && History.Broken is null; epoch++)
        {
            Network.IsCalm = false;
            await chaos.RunAsync(mayDestroy: Random.Next(2) == 0);
            await CalmAsync();
        }
    }

    /// <summary>No more faults, until all agree and every promise was checked.</summary>
    public async Task CalmAsync()
    {
        Network.IsCalm = true;
        Network.HealAll();
        foreach (var region in Outside.ToList()) Join(region);
        var end = Scheduler.Now + Patience;
        // Cuts and restarts of the chaos end by themselves within that time.
        await Scheduler.DelayAsync(TimeSpan.FromSeconds(14));
        await WaitAsync(Truth.Difference, "regions still differ", end);
        // Nobody waits for a region that has left; that nobody needs its tombstones any more, a later comparison tells.
        if (_gone.Count > 0 && _comparesByClock) await WaitAsync(Truth.Tombstone, "a tombstone is kept for regions that left", end);
        Truth.Check();
        if (Evicts && History.Broken is null) await CheckQuietAsync();
    }

    // Comparisons alone move nothing any more.
    private async Task CheckQuietAsync()
    {
        for (var round = 0; round < RoundsToRest; round++) await CompareAllAsync();
        var before = History.Counts[Happening.Eviction];
        for (var round = 0; round < RoundsToRest; round++) await CompareAllAsync();
        var again = History.Counts[Happening.Eviction] - before;
        if (again > 0) History.Break($"{again} evictions without a write: what was evicted came again by comparison");
        History.Counts.Add(Happening.EvictedQuiet);
    }

    private async Task CompareAllAsync()
    {
        foreach (var region in Joined)
        {
            foreach (var peer in Members(region)) region.Alive.First().Node.Compare(peer, AllPartitions);
        }

        await Scheduler.DelayAsync(TimeSpan.FromSeconds(2));
    }

    private async Task WaitAsync(Func<string?> obstacle, string what, TimeSpan end)
    {
        while (History.Broken is null)
        {
            foreach (var region in Joined.Where(region => !region.Alive.Any())) AddWorkers(region);
            if (obstacle() is not { } found) return;
            if (Scheduler.Now > end) History.Break($"{what} after {Patience}: {found}");
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(1));
        }
    }

    private void TellMembers()
    {
        foreach (var region in Regions)
        {
            foreach (var worker in region.Alive) worker.SetPeers(Peers(region));
        }
    }

    private SimRegion Create(Member member, int skewMilliseconds)
    {
        var time = new SkewedTime(Scheduler, TimeSpan.FromMilliseconds(Random.Next(-skewMilliseconds, skewMilliseconds + 1)));
        var store = new SimStore(member, Partitions, time, Options.SkewLimit, _settings.Rules, History)
        {
            Room = Evicts && Faults.Next(2) == 0 ? Faults.Next(1, 4) : null,
            Faults = Faults,
        };
        var region = new SimRegion(member, store, time) { IgnoresEvicted = Faults.Next(4) == 0 };
        store.Changed += partition =>
        {
            // The channel is lossy, and heard a little later.
            if (Random.Next(10) == 0) return;
            Scheduler.After(TimeSpan.FromMilliseconds(Random.Next(0, 3)), () =>
            {
                foreach (var worker in region.Alive.ToList()) worker.Node.Wake(partition);
            });
        };
        return region;
    }
}
