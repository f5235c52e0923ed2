using WedSync.Core.Entries;
using WedSync.Core.Stamps;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.Core.Redis;

/// <summary>A write to be made in this region.</summary>
public sealed record WriteRequest
{
    /// <summary>The record's name, from <see cref="Keyspace.EntryId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its header; the stamp is assigned by Redis.</summary>
    public required Entry Entry { get; init; }

    /// <summary>Its body as it was sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The stamp will be later than this one: the newest invalidation of one of the entry's tags.</summary>
    public Stamp Floor { get; init; }

    /// <summary>Only when no version later than this one is stored; null = in any case.</summary>
    public Stamp? UnlessNewerThan { get; init; }

    /// <summary>Takes the name out of this subject's erasure index; empty = none.</summary>
    public string FormerSubject { get; init; } = "";
}

/// <summary>How a write ended.</summary>
/// <param name="IsStored">False: a later version stands, or what it is based on is still to come; nothing changed.</param>
/// <param name="Version">The version that stands now, or now.</param>
public readonly record struct WriteResult(bool IsStored, Version Version);

/// <summary>How an attempt to get a lease ended.</summary>
public abstract record AcquireResult
{
    private AcquireResult()
    {
    }

    /// <summary>There is a fresh entry after all.</summary>
    public sealed record Hit(byte[] Value) : AcquireResult;

    /// <summary>The caller computes. <paramref name="Basis"/> belongs into the entry's <see cref="Entry.AsOf"/>.</summary>
    public sealed record Granted(Stamp Basis) : AcquireResult;

    /// <summary>Nobody computes, and the caller may not.</summary>
    public sealed record Free : AcquireResult;

    /// <summary>Another caller computes, at most for <paramref name="Remaining"/> more.</summary>
    public sealed record Held(TimeSpan Remaining) : AcquireResult;
}

/// <summary>How a version from another region was taken.</summary>
public enum ApplyOutcome
{
    /// <summary>It stands now.</summary>
    Applied,

    /// <summary>It stood already.</summary>
    Known,

    /// <summary>A later version stands: it lost.</summary>
    Older,

    /// <summary>Its life is over.</summary>
    Expired,

    /// <summary>Its stamp is too far ahead of the clock.</summary>
    Quarantined,
}
