using System.Globalization;
using System.Numerics;
using WedSync.Core.Keyspace;

namespace WedSync.SeasonOperator.Topology.Model;

/// <summary>A set of hash slots; immutable.</summary>
internal sealed class SlotSet : IEquatable<SlotSet>
{
    private readonly ulong[] _bits;

    private SlotSet(ulong[] bits)
    {
        _bits = bits;
        Count = bits.Sum(BitOperations.PopCount);
    }

    public static SlotSet Empty { get; } = new(new ulong[HashSlot.Count / 64]);

    public static SlotSet All { get; } = Range(0, HashSlot.Count - 1);

    public int Count { get; }

    public bool IsEmpty => Count == 0;

    /// <summary>From the first to the last, both included.</summary>
    public static SlotSet Range(int first, int last) => Of(Enumerable.Range(first, last - first + 1));

    public static SlotSet Of(IEnumerable<int> slots)
    {
        var bits = new ulong[HashSlot.Count / 64];
        foreach (var slot in slots) bits[slot / 64] |= 1UL << (slot % 64);
        return new SlotSet(bits);
    }

    public static SlotSet Union(IEnumerable<SlotSet> sets)
    {
        var bits = new ulong[HashSlot.Count / 64];
        foreach (var set in sets)
        {
            for (var i = 0; i < bits.Length; i++) bits[i] |= set._bits[i];
        }

        return new SlotSet(bits);
    }

    public bool Contains(int slot) => (_bits[slot / 64] & (1UL << (slot % 64))) != 0;

    public SlotSet Except(SlotSet other) => Combine(other, (a, b) => a & ~b);

    public SlotSet Intersect(SlotSet other) => Combine(other, (a, b) => a & b);

    /// <summary>Ascending.</summary>
    public IEnumerable<int> Slots() => Enumerable.Range(0, HashSlot.Count).Where(Contains);

    /// <summary>Ascending runs of adjacent slots.</summary>
    public IReadOnlyList<(int First, int Last)> Ranges()
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var slot in Slots())
        {
            if (ranges.Count > 0 && ranges[^1].Last == slot - 1) ranges[^1] = (ranges[^1].First, slot);
            else ranges.Add((slot, slot));
        }

        return ranges;
    }

    public bool Equals(SlotSet? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);

    public override bool Equals(object? obj) => Equals(obj as SlotSet);

    public override int GetHashCode() => HashCode.Combine(Count, _bits[0], _bits[^1]);

    /// <summary>Such as <c>0-5460,5470</c>.</summary>
    public override string ToString() => string.Join(',', Ranges().Select(range => range.First == range.Last
        ? range.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    private SlotSet Combine(SlotSet other, Func<ulong, ulong, ulong> operation)
    {
        var bits = new ulong[_bits.Length];
        for (var i = 0; i < bits.Length; i++) bits[i] = operation(_bits[i], other._bits[i]);
        return new SlotSet(bits);
    }
}
