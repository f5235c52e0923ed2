using System.Globalization;

namespace WedSync.Core.Stamps;

/// <summary>
/// A hybrid logical clock reading in 53 bits: milliseconds since 2020-01-01 (UTC) times 4096, plus a counter, which Redis starts
/// at the microseconds within the millisecond so that two writes seldom need it. It fits a
/// Redis sorted-set score and a Lua number exactly, until the year 2089.
/// </summary>
/// <param name="Value">The reading; 0 = before everything.</param>
public readonly record struct Stamp(long Value) : IComparable<Stamp>
{
    /// <summary>Stamps in one millisecond.</summary>
    public const long TicksPerMillisecond = 4096;

    /// <summary>Unix time in milliseconds of the stamps' epoch, 2020-01-01T00:00:00Z.</summary>
    public const long EpochUnixMilliseconds = 1_577_836_800_000;

    /// <summary>The largest stamp: 2^53 - 1.</summary>
    public const long MaxValue = (1L << 53) - 1;

    /// <summary>Before everything.</summary>
    public static readonly Stamp Zero;

    /// <summary>Wall clock part as Unix time in milliseconds.</summary>
    public long UnixMilliseconds => (Value / TicksPerMillisecond) + EpochUnixMilliseconds;

    /// <summary>The first stamp of a millisecond.</summary>
    public static Stamp FromUnixMilliseconds(long unixMilliseconds) =>
        new((unixMilliseconds - EpochUnixMilliseconds) * TicksPerMillisecond);

    /// <summary>The first stamp of the instant's millisecond.</summary>
    public static Stamp From(DateTimeOffset instant) => FromUnixMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>Reads a stamp as <see cref="ToString"/> writes it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Stamp stamp)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= MaxValue;
        stamp = valid ? new Stamp(value) : Zero;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Stamp other) => Value.CompareTo(other.Value);

    /// <summary>The decimal number, as Redis keeps it.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.Value >= right.Value;
}
