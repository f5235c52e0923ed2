namespace WedSync.Core.Stamps;

/// <summary>
/// What orders two writes of one key everywhere: the stamp, then the origin region by its bytes. Two different writes never
/// compare equal, because a region hands out each stamp of a partition once.
/// </summary>
/// <param name="Stamp">When the write happened, in its partition's clock.</param>
/// <param name="Origin">The region that took the write.</param>
public readonly record struct Version(Stamp Stamp, string Origin) : IComparable<Version>
{
    /// <inheritdoc/>
    public int CompareTo(Version other)
    {
        var byStamp = Stamp.CompareTo(other.Stamp);
        return byStamp != 0 ? byStamp : string.CompareOrdinal(Origin, other.Origin);
    }

    /// <summary>Last writer wins: the later of the two.</summary>
    public static Version Merge(Version left, Version right) => left.CompareTo(right) >= 0 ? left : right;

    /// <summary>Whether <paramref name="left"/> loses against <paramref name="right"/>.</summary>
    public static bool operator <(Version left, Version right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> wins against <paramref name="right"/>.</summary>
    public static bool operator >(Version left, Version right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not win against <paramref name="right"/>.</summary>
    public static bool operator <=(Version left, Version right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not lose against <paramref name="right"/>.</summary>
    public static bool operator >=(Version left, Version right) => left.CompareTo(right) >= 0;
}
