using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>A stored record.</summary>
internal sealed record SimEntry(Item Item, ReadOnlyMemory<byte> Value);

/// <summary>
/// All that Redis keeps of a partition. Nothing in it is ever changed, only replaced, so that any moment can be gone back to.
/// </summary>
internal sealed record SimPartition
{
    public IReadOnlyDictionary<string, SimEntry> Entries { get; init; } = Copies.Empty<SimEntry>();

    public Stamp Clock { get; init; }

    public IReadOnlyDictionary<string, Stamp> Cursors { get; init; } = Copies.Empty<Stamp>();

    public IReadOnlyDictionary<string, Stamp> Heard { get; init; } = Copies.Empty<Stamp>();

    public IReadOnlyDictionary<string, Stamp> Floors { get; init; } = Copies.Empty<Stamp>();

    public IReadOnlyDictionary<string, Stamp> Acknowledged { get; init; } = Copies.Empty<Stamp>();

    public long Returned { get; init; }

    public IReadOnlyDictionary<string, Stamp> Compared { get; init; } = Copies.Empty<Stamp>();

    public IReadOnlyDictionary<string, string> PeerGenerations { get; init; } = Copies.Empty<string>();

    public IReadOnlyDictionary<string, string> OwnGenerations { get; init; } = Copies.Empty<string>();

    /// <summary>The latest version of each name that was evicted. No Redis knows it: it judges the regions.</summary>
    public IReadOnlyDictionary<string, Item> Evicted { get; init; } = Copies.Empty<Item>();

    /// <summary>What is held of a name, or was until it was evicted.</summary>
    public Item? LatestHeld(string id)
    {
        var held = Entries.TryGetValue(id, out var entry) ? entry.Item : (Item?)null;
        if (!Evicted.TryGetValue(id, out var evicted)) return held;
        return held is { } item && item.CompareTo(evicted) > 0 ? item : evicted;
    }
}

/// <summary>Small dictionaries that are copied when they change: they are read far more often.</summary>
internal static class Copies
{
    public static IReadOnlyDictionary<string, T> Empty<T>() => new Dictionary<string, T>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, T> With<T>(this IReadOnlyDictionary<string, T> source, string key, T value) =>
        new Dictionary<string, T>((Dictionary<string, T>)source, StringComparer.Ordinal) { [key] = value };

    public static IReadOnlyDictionary<string, T> Without<T>(this IReadOnlyDictionary<string, T> source, IEnumerable<string> keys)
    {
        var copy = new Dictionary<string, T>((Dictionary<string, T>)source, StringComparer.Ordinal);
        foreach (var key in keys) copy.Remove(key);
        return copy;
    }

    /// <summary>With a stamp that never goes back.</summary>
    public static IReadOnlyDictionary<string, Stamp> Raised(this IReadOnlyDictionary<string, Stamp> source, string key, Stamp stamp) =>
        stamp > source.GetValueOrDefault(key) ? source.With(key, stamp) : source;
}
