using WedSync.Core.Stamps;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.Core.Entries;

/// <summary>Everything about an entry but its body. Times are Unix milliseconds (UTC).</summary>
public sealed record Entry
{
    /// <summary>What kind of record it is.</summary>
    public EntryTraits Flags { get; init; }

    /// <summary>When it was written, in its partition's clock; zero until Redis has assigned it.</summary>
    public Stamp Stamp { get; init; }

    /// <summary>
    /// What the writer had seen: an invalidation later than this covers the entry, even one that came before the write. A
    /// computation under a lease has the lease's stamp here; zero = the stamp of the write itself.
    /// </summary>
    public Stamp AsOf { get; init; }

    /// <summary>Until then it is served without asking the origin.</summary>
    public long FreshUntil { get; init; }

    /// <summary>Until then it is served while one caller asks the origin again.</summary>
    public long StaleUntil { get; init; }

    /// <summary>Until then it is kept, to be served when the origin fails.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>Drawn once a write, so that a repeated attempt of the same write is recognised.</summary>
    public ulong WriteId { get; init; }

    /// <summary>The region that took the write, 1 to 32 bytes.</summary>
    public required string Origin { get; init; }

    /// <summary>Residency group that the entry may not leave; empty = none.</summary>
    public string Residency { get; init; } = "";

    /// <summary>The data subject, for erasure; empty = none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Kind of question, such as <c>vendor</c>; empty = unknown.</summary>
    public string QueryType { get; init; } = "";

    /// <summary>Where the couple stands, such as <c>booking</c>; empty = unknown.</summary>
    public string WeddingStage { get; init; } = "";

    /// <summary>Tags that invalidate it, at most 32.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What orders it against other writes of its key.</summary>
    public Version Version => new(Stamp, Origin);

    /// <summary>The stamp that invalidations are compared with: never later than the write, whatever the stored bytes say.</summary>
    public Stamp Basis => AsOf == Stamp.Zero || AsOf > Stamp ? Stamp : AsOf;

    /// <summary>Whether the key was deleted.</summary>
    public bool IsTombstone => (Flags & EntryTraits.Tombstone) != 0;

    /// <summary>Whether it says that there is no answer.</summary>
    public bool IsNegative => (Flags & EntryTraits.Negative) != 0;

    /// <summary>Whether it is the record of an invalidation.</summary>
    public bool IsInvalidation => (Flags & EntryTraits.Invalidation) != 0;
}
