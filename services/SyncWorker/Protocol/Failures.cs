namespace WedSync.SyncWorker.Protocol;

/// <summary>What failed, by partition, while the others went on: a node of the store that is down holds up its own partitions only.</summary>
internal sealed class Failures
{
    private readonly Lock _lock = new();
    private readonly List<int> _partitions = [];

    public IReadOnlyList<int> Partitions => _partitions;

    /// <summary>One reason stands for all: they mostly have the same.</summary>
    public Exception? First { get; private set; }

    public void Add(int partition, Exception exception)
    {
        lock (_lock)
        {
            _partitions.Add(partition);
            First ??= exception;
        }
    }

    /// <summary>Does something for one partition, and keeps its failure instead of throwing it.</summary>
    public async Task CollectAsync(int partition, Func<Task> action, CancellationToken cancellation)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Add(partition, exception);
        }
    }
}
