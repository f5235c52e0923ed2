namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What happens in worlds. A kind that never occurs would be a check that cannot fail.</summary>
internal enum Happening
{
    Write,
    Delete,
    ResidentWrite,
    ResidentDelete,
    Erasure,
    Promise,
    MessageLost,
    MessageTwice,
    CallFailed,
    Cut,
    WorkerKilled,
    WorkerFrozen,
    FailOver,
    FailOverWithLoss,
    Wipe,
    OldBackup,
    SkewedWorld,
    Join,
    Leave,
    Return,
    Quarantine,
    Conflict,
    TombstoneDropped,
    Removal,
    Exposure,
    CoverShown,
    CoverTaken,
    Eviction,
    EvictedRefused,
    EvictedQuiet,
    WriteRefused,
    LoopFailed,
}

/// <summary>How often each of them happened, in a world or in all.</summary>
internal sealed class SimCounts
{
    private readonly int[] _counts = new int[Enum.GetValues<Happening>().Length];

    public int this[Happening happening] => _counts[(int)happening];

    public void Add(Happening happening, int count = 1) => _counts[(int)happening] += count;

    public void Add(SimCounts other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }

    public override string ToString() =>
        string.Join(", ", Enum.GetValues<Happening>().Select(happening => $"{happening} {this[happening]}"));
}
