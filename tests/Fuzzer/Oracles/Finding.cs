using System.Collections.Concurrent;

namespace WedSync.Fuzzer.Oracles;

/// <summary>Something that a server must not do.</summary>
/// <param name="Kind">The promise that was broken.</param>
/// <param name="Where">Operation and status; findings of one kind and place are counted as one.</param>
/// <param name="Detail">What was seen the first time.</param>
internal sealed record Finding(string Kind, string Where, string Detail)
{
    /// <summary>The request's number; null = of the run as a whole.</summary>
    public long? Number { get; init; }

    /// <summary>Who sent it.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The bytes as they were sent, but for the token.</summary>
    public byte[] Request { get; init; } = [];

    /// <summary>The bytes that came.</summary>
    public byte[] Answer { get; init; } = [];
}

/// <summary>Findings by kind and place, the first of each with how often it came. Thread-safe.</summary>
internal sealed class Findings
{
    private readonly ConcurrentDictionary<(string Kind, string Where), (Finding First, int Count)> _found = new();

    public IReadOnlyList<(Finding First, int Count)> All => [.. _found.Values.OrderBy(f => f.First.Kind, StringComparer.Ordinal).ThenBy(f => f.First.Where, StringComparer.Ordinal)];

    public void Add(Finding finding) =>
        _found.AddOrUpdate((finding.Kind, finding.Where), (finding, 1), (_, known) => (known.First, known.Count + 1));
}
