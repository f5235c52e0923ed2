using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What goes wrong in the time of chaos.</summary>
internal enum Fault
{
    Cut,
    Kill,
    Freeze,
    FailOver,
    Backup,
    Join,
    Leave,
    Erase,
}

/// <summary>What a simulated world is made of; the rest follows from its seed.</summary>
internal sealed record SimSettings
{
    public required int Seed { get; init; }

    public SyncPolicy Policy { get; init; } = DefaultPolicy;

    public SimRules Rules { get; init; } = new();

    /// <summary>What a worker takes for the other regions, of which some may have left.</summary>
    public Func<SimWorld, SimRegion, IEnumerable<string>> Members { get; init; } = (world, region) => world.Members(region);

    /// <summary>Whether all is compared every few seconds. Without, what does not come by itself does not come.</summary>
    public bool ComparesByClock { get; init; } = true;

    /// <summary>Whether stores never refuse, loops never fail and nothing is evicted, unless <see cref="Evicts"/> says so.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether regions have little memory; null = in some worlds.</summary>
    public bool? Evicts { get; init; }

    /// <summary>Whether workers wait until what they stored survives a failover.</summary>
    public bool Settles { get; init; } = true;

    /// <summary>How many regions there are; null = as the seed says.</summary>
    public int? Regions { get; init; }

    /// <summary>What goes wrong, each the more often the more often it is named.</summary>
    public IReadOnlyList<Fault> Chances { get; init; } =
    [
        Fault.Cut, Fault.Cut, Fault.Kill, Fault.Kill, Fault.Freeze, Fault.FailOver, Fault.FailOver, Fault.Backup, Fault.Join, Fault.Leave, Fault.Erase,
    ];

    /// <summary>Shorter than in production, so that tombstones are dropped within a simulated minute.</summary>
    public static SyncPolicy DefaultPolicy { get; } = new() { TombstoneAge = TimeSpan.FromSeconds(12) };

    public static SyncOptions Options(int partitions, bool comparesByClock) => new()
    {
        Partitions = partitions,
        SweepInterval = TimeSpan.FromSeconds(3),
        CallTimeout = TimeSpan.FromSeconds(2),
        CompareInterval = comparesByClock ? TimeSpan.FromSeconds(15) : TimeSpan.FromDays(1),
        DropInterval = TimeSpan.FromSeconds(4),
        RecordsPerBatch = 3,
    };
}
