namespace WedSync.SyncWorker.Protocol;

/// <summary>Which partitions a reader asks for again: each once a round, a few at a time, and sooner those that could not be followed.</summary>
internal sealed class SweepSchedule
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _later = [];
    private readonly HashSet<int> _followed = [];
    private double _rounds;

    /// <summary>A session begins: nothing is followed yet.</summary>
    public void Reset()
    {
        lock (_lock) _followed.Clear();
    }

    public void Followed(IEnumerable<int> partitions)
    {
        lock (_lock) _followed.UnionWith(partitions);
    }

    /// <summary>Has partitions asked for with the next step.</summary>
    public void Later(IEnumerable<int> partitions)
    {
        lock (_lock) _later.UnionWith(partitions);
    }

    /// <summary>What is due: its share of the round, what could not be followed, and what is owned since.</summary>
    /// <param name="owned">The partitions of this worker.</param>
    /// <param name="rounds">How many rounds should have been made by now, with their fraction.</param>
    public IReadOnlyList<int> TakeDue(IReadOnlyList<int> owned, double rounds)
    {
        lock (_lock)
        {
            var due = owned.Where(partition => _later.Contains(partition) || !_followed.Contains(partition)).ToHashSet();
            _later.Clear();
            var end = (long)(rounds * owned.Count);
            for (var i = (long)(Math.Max(_rounds, rounds - 1) * owned.Count); i < end; i++) due.Add(owned[(int)(i % owned.Count)]);
            _rounds = rounds;
            return [.. due];
        }
    }
}
