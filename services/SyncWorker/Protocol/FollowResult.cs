namespace WedSync.SyncWorker.Protocol;

/// <summary>What follows from taking batches.</summary>
internal sealed class FollowResult
{
    private readonly Lock _lock = new();
    private readonly List<ReaderMessage> _messages = [];
    private readonly List<int> _compare = [];
    private readonly List<int> _later = [];

    /// <summary>What could not be taken now.</summary>
    public Failures Failed { get; } = new();

    public IReadOnlyList<ReaderMessage> Messages => _messages;

    public IReadOnlyList<int> ToCompare => _compare;

    /// <summary>Also what failed.</summary>
    public IEnumerable<int> ToAskLater => _later.Concat(Failed.Partitions);

    public void Tell(ReaderMessage message)
    {
        lock (_lock) _messages.Add(message);
    }

    public void Compare(int partition)
    {
        lock (_lock) _compare.Add(partition);
    }

    public void Later(int partition)
    {
        lock (_lock) _later.Add(partition);
    }
}
