using System.Collections.Immutable;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>A stored record.</summary>
internal sealed record SimEntry(Item Item, ReadOnlyMemory<byte> Value, long ExpiresAt);

/// <summary>All that Redis keeps of a partition; immutable, so that any moment can be gone back to.</summary>
internal sealed record SimPartition
{
    public ImmutableSortedDictionary<string, SimEntry> Entries { get; init; } = ImmutableSortedDictionary.Create<string, SimEntry>(StringComparer.Ordinal);

    public Stamp Clock { get; init; }

    public ImmutableSortedDictionary<string, Stamp> Cursors { get; init; } = ImmutableSortedDictionary.Create<string, Stamp>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, Stamp> Floors { get; init; } = ImmutableSortedDictionary.Create<string, Stamp>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, Stamp> Acknowledged { get; init; } = ImmutableSortedDictionary.Create<string, Stamp>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> PeerGenerations { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
