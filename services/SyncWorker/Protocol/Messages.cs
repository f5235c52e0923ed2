using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>What a reader says to a source on a session.</summary>
internal abstract record ReaderMessage
{
    private ReaderMessage()
    {
    }

    /// <summary>Send from there on, now and whenever something changes.</summary>
    /// <param name="State">The reader's: it lets the source see that it has missed deletes itself.</param>
    /// <param name="Generation">The life of the source's data with which the reader's were compared; it gets nothing of another one.</param>
    /// <param name="From">Everything up to there is held.</param>
    /// <param name="UpTo">Nothing later yet: its stamps are ahead of the reader's clock. Null = no bound.</param>
    public sealed record Follow(PartitionState State, string Generation, Stamp From, Stamp? UpTo) : ReaderMessage;

    /// <summary>The reader's region has stored a stretch of the source's writes.</summary>
    /// <param name="Partition">Of which partition.</param>
    /// <param name="Held">The stretch.</param>
    public sealed record Acknowledge(int Partition, HeldStretch Held) : ReaderMessage;
}

/// <summary>What a source's region wrote to one partition in a stretch of stamps: only the latest version of each record.</summary>
internal sealed record ChangeBatch
{
    /// <summary>The source's, read before the records.</summary>
    public required PartitionState State { get; init; }

    /// <summary>The stretch starts after this stamp.</summary>
    public required Stamp From { get; init; }

    /// <summary>The stretch ends with this stamp; what the source writes later is later than it.</summary>
    public required Stamp To { get; init; }

    public IReadOnlyList<StoredRecord> Records { get; init; } = [];

    /// <summary>There is more; does not travel.</summary>
    public bool IsFull { get; init; }

    /// <summary>Records beyond <see cref="ReaderMessage.Follow.UpTo"/>.</summary>
    public long Held { get; init; }
}

/// <summary>Asks for the comparison of one partition.</summary>
/// <param name="State">The asking region's, read before its records.</param>
/// <param name="Bits">Buckets are numbered by so many bits of the names' hash.</param>
/// <param name="Root">Sum over all records.</param>
internal sealed record DigestQuery(PartitionState State, int Bits, ulong Root);

/// <summary>The answer of one partition.</summary>
/// <param name="State">The answering region's, read before its records.</param>
/// <param name="Buckets">A sum each bucket; null when the roots are equal.</param>
/// <param name="ComparesItself">The answering region was never compared with this life of the asking one: it will do so, and take what it lacks.</param>
internal sealed record DigestAnswer(PartitionState State, ulong[]? Buckets, bool ComparesItself);

/// <summary>Asks which records lie in buckets.</summary>
internal sealed record ListQuery(int Partition, int Bits, IReadOnlyList<int> Buckets);

/// <summary>How a pushed record was taken.</summary>
internal sealed record ApplyAnswer(IReadOnlyList<ApplyOutcome> Outcomes);
