using System.Globalization;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>What happened to a record.</summary>
public enum ChangeKind
{
    /// <summary>A version was stored: an answer, a tombstone or an invalidation.</summary>
    Stored,

    /// <summary>A lease was given back.</summary>
    Released,

    /// <summary>The holder of a lease said that the computation failed.</summary>
    Failed,

    /// <summary>A sign of life of the node named by <see cref="ChangeMessage.Id"/>.</summary>
    Beat,

    /// <summary>Something that is not a record changed: see <see cref="ChangeMessage.Id"/>.</summary>
    Notice,
}

/// <summary>A message of the region's change channel, which the Redis functions publish with every change.</summary>
public readonly record struct ChangeMessage(ChangeKind Kind, int Partition, Stamp Stamp, string Origin, string Id)
{
    /// <summary>The channel; part of the functions' contract.</summary>
    public const string Channel = "wedsync:changes";

    private const string Kinds = "prfbn";

    /// <summary>Reads a message; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ChangeMessage message)
    {
        message = default;
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, ' ') != 5 || text[parts[0]].Length != 1) return false;
        var kind = Kinds.IndexOf(text[0], StringComparison.Ordinal);
        if (kind < 0 || !Stamp.TryParse(text[parts[2]], out var stamp)) return false;
        if (!int.TryParse(text[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)) return false;
        message = new ChangeMessage((ChangeKind)kind, partition, stamp, text[parts[3]].ToString(), text[parts[4]].ToString());
        return true;
    }

    /// <summary>The text on the channel.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kinds[(int)Kind]} {Partition} {Stamp} {(Origin is { Length: > 0 } ? Origin : "-")} {Id}");
}
