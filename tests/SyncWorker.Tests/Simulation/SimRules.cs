using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>What the Redis functions do, one by one, to be broken on purpose.</summary>
internal record SimRules
{
    /// <summary>A write's stamp is later than the last of its partition.</summary>
    public bool StampsGrow { get; init; } = true;

    public bool Quarantines { get; init; } = true;

    public bool FencesGenerations { get; init; } = true;

    /// <summary>A cursor does not jump over what is not held.</summary>
    public bool FencesGaps { get; init; } = true;

    /// <summary>Stamps that a peer has seen are not handed out again after a loss.</summary>
    public bool RaisesClocks { get; init; } = true;

    /// <summary>What was dropped is noted.</summary>
    public bool KeepsFloors { get; init; } = true;

    /// <summary>A tombstone has the residency of what it deletes.</summary>
    public bool TombstonesInherit { get; init; } = true;

    /// <summary>A resident record is marked where other groups may hold something earlier.</summary>
    public bool Exposes { get; init; } = true;

    /// <summary>An acknowledgement or a comparison does not count when a lost deletion came back since.</summary>
    public bool FencesReturns { get; init; } = true;

    /// <summary>An acknowledgement begins where the last one ended.</summary>
    public bool AcknowledgesWithoutGaps { get; init; } = true;

    public virtual int Compare(Item left, Item right) => left.CompareTo(right);
}
