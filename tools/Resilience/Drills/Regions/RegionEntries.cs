using WedSync.LoadGenerator;

namespace WedSync.Drills.Regions;

/// <summary>What all regions hold at the same keys.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Regions">Entries by region and key; a key without an entry is left out.</param>
internal sealed record RegionEntries(IReadOnlyCollection<string> Keys, IReadOnlyDictionary<string, IReadOnlyDictionary<string, FoundEntry>> Regions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks every region that runs.</summary>
    public static async Task<RegionEntries> ReadAsync(EntryProbe reader, IReadOnlyList<string> regions, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(regions.Select(async region => (region, Entries: await reader.ReadAsync(region, keys, cancellation))));
        return new RegionEntries(keys, found.ToDictionary(f => f.region, f => f.Entries, StringComparer.Ordinal));
    }

    /// <summary>Asks until everything is as it must be, or until patience ends: what is missing then is missing.</summary>
    /// <returns>What was found last, and after how long.</returns>
    public static async Task<(RegionEntries Entries, TimeSpan After)> SettleAsync(
        EntryProbe reader, IReadOnlyList<string> regions, IReadOnlyCollection<string> keys, Func<RegionEntries, bool> isSettled, CancellationToken cancellation)
    {
        var entries = new RegionEntries([], new Dictionary<string, IReadOnlyDictionary<string, FoundEntry>>());
        var after = await Waiting.UntilAsync(
            async () => isSettled(entries = await ReadAsync(reader, regions, keys, cancellation)), Patience, cancellation);
        return (entries, after ?? Patience);
    }

    /// <summary>Keys at which not all regions hold the same version with the same body.</summary>
    public IReadOnlyList<string> Divergent() => [.. Keys.Where(key => Regions.Values.Select(entries => entries.GetValueOrDefault(key)).Distinct().Count() > 1)];

    /// <summary>Keys that some region holds.</summary>
    public IReadOnlyList<string> Present() => [.. Keys.Where(key => Regions.Values.Any(entries => entries.ContainsKey(key)))];

    /// <summary>Acknowledged writes that some region lacks: it holds nothing at the key, or something older.</summary>
    public IReadOnlyList<AcknowledgedWrite> Lost(IEnumerable<AcknowledgedWrite> writes)
        => [.. writes.Where(write => Regions.Values.Any(entries => entries.GetValueOrDefault(write.Key) is not { } found || found.Stamp < write.Stamp))];
}
