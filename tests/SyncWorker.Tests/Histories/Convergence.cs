using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Histories;

/// <summary>What regions have to hold of a record when all has come to rest.</summary>
internal static class Convergence
{
    /// <summary>The latest version that any of them has.</summary>
    public static Item? Latest(IEnumerable<Holding> holdings)
    {
        Item? latest = null;
        foreach (var holding in holdings)
        {
            if (holding.Item is { } item && (latest is not { } known || item.CompareTo(known) > 0)) latest = item;
        }

        return latest;
    }

    /// <summary>Why they do not agree: each has to have the latest version, or nothing where it may not be. Null = they do.</summary>
    public static string? Difference(string id, IReadOnlyList<Holding> holdings, SyncPolicy policy)
    {
        var latest = Latest(holdings);
        foreach (var (member, held, evicted) in holdings)
        {
            var expected = latest is { IsTombstone: false } living && policy.MayHold(living.Residency, member) ? latest : null;
            // Regions drop a tombstone one after the other: to have it is the same as to have nothing.
            var actual = held is { IsTombstone: false } ? held : null;
            // What memory pressure took was held.
            if (actual is null && expected is { IsPlain: true } plain && evicted is { } taken && taken.CompareTo(plain) >= 0) continue;
            if (expected?.Version != actual?.Version || expected?.WriteId != actual?.WriteId)
                return $"{id} in {member.Region} is {actual?.ToString() ?? "none"} instead of {expected?.ToString() ?? "none"}";
        }

        return null;
    }
}

/// <summary>What a region holds of a record.</summary>
/// <param name="Member">The region.</param>
/// <param name="Item">What is there.</param>
/// <param name="Evicted">The latest that it held and has evicted.</param>
internal readonly record struct Holding(Member Member, Item? Item, Item? Evicted = null);
