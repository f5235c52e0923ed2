using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// Sends one reader what this region writes. Which partitions changed is kept as a set, so that a slow reader costs no memory and gets
/// only the latest of each record; values are read when they are sent.
/// </summary>
internal sealed class SourceSession(
    Member reader, IRegionStore store, SyncPolicy policy, SyncOptions options, TimeProvider time, SyncObserver observer)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Position> _positions = [];
    private readonly HashSet<int> _changed = [];
    private readonly HashSet<int> _asked = [];
    private readonly Dictionary<int, long> _failed = [];
    private readonly Signal _signal = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Member Reader => reader;

    /// <summary>Completes when the reader is no longer to be served.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Raised when a reader knows of deletes that this region has missed.</summary>
    public event Action<int>? FoundBehind;

    /// <summary>Has the session closed: its reader has left.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Something changed in a partition.</summary>
    public void Wake(int partition)
    {
        lock (_lock)
        {
            if (!_positions.ContainsKey(partition) || !_changed.Add(partition)) return;
        }

        _signal.Set();
    }

    public async ValueTask ReceiveAsync(IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation)
    {
        var acknowledgements = messages.OfType<ReaderMessage.Acknowledge>().ToList();
        await AcknowledgeAsync(acknowledgements, cancellation);
        // Who acknowledges and asks in one message has just compared: it needs no answer that says that there is nothing.
        var compared = acknowledgements.Select(message => message.Partition).ToHashSet();
        lock (_lock)
        {
            foreach (var follow in messages.OfType<ReaderMessage.Follow>())
            {
                var partition = follow.State.Partition;
                var former = _positions.GetValueOrDefault(partition);
                _positions[partition] = new Position
                {
                    Reader = follow.State,
                    Generation = follow.Generation,
                    // Two may come before the first is answered; then the answer to the second is the first.
                    IsFirst = former is not { IsFirst: false } && !compared.Contains(partition),
                    Sent = former is null && !compared.Contains(partition) ? policy.SweepFrom(follow.From) : follow.From,
                    UpTo = follow.UpTo ?? new Stamp(Stamp.MaxValue),
                };
                _asked.Add(partition);
            }
        }

        _signal.Set();
    }

    /// <summary>Sends until it is cancelled. The send is awaited: a reader that does not take in time stops the reading here.</summary>
    public async Task RunAsync(Func<IReadOnlyList<ChangeBatch>, CancellationToken, ValueTask> send, CancellationToken cancellation)
    {
        var spoken = time.GetTimestamp();
        while (true)
        {
            // A sign of life: a reader that hears nothing for long takes this side for gone, and mostly there is nothing to say.
            if (time.GetElapsedTime(spoken) >= options.SweepInterval) await SendAsync([]);
            var partitions = TakeDue();
            if (partitions.Count == 0)
            {
                await _signal.WaitAsync(Pause(), time, cancellation);
                continue;
            }

            foreach (var message in Fill(await ReadAsync(partitions, cancellation))) await SendAsync(message);
        }

        async ValueTask SendAsync(IReadOnlyList<ChangeBatch> batches)
        {
            await send(batches, cancellation);
            spoken = time.GetTimestamp();
        }
    }

    private async Task AcknowledgeAsync(IReadOnlyList<ReaderMessage.Acknowledge> messages, CancellationToken cancellation)
    {
        var failed = new Failures();
        await Task.WhenAll(messages.GroupBy(message => message.Partition).Select(
            group => failed.CollectAsync(group.Key, () => AcknowledgeAllAsync(group, cancellation), cancellation)));
        // What is read again then is acknowledged again.
        TryLater(failed, "acknowledgement");
    }

    // Of one partition in their order: each begins where the one before ends.
    private async Task AcknowledgeAllAsync(IEnumerable<ReaderMessage.Acknowledge> messages, CancellationToken cancellation)
    {
        foreach (var message in messages) await AcknowledgeAsync(message, cancellation);
    }

    private async Task AcknowledgeAsync(ReaderMessage.Acknowledge message, CancellationToken cancellation)
    {
        if (await store.AcknowledgeAsync(message.Partition, message.Held, reader, cancellation))
            observer.Acknowledged(reader.Region, message.Partition, message.Held.To);
        else
            Rewind(message.Partition);
    }

    // The reader holds something else than what it has to: it is sent again from where it was acknowledged.
    private void Rewind(int partition)
    {
        lock (_lock)
        {
            if (_positions.TryGetValue(partition, out var position)) position.IsRewound = true;
        }

        Wake(partition);
    }

    // A node of the store that is down holds up its own partitions only.
    private async Task<IReadOnlyList<ChangeBatch>> ReadAsync(List<int> partitions, CancellationToken cancellation)
    {
        var (failed, batches) = (new Failures(), new ChangeBatch?[partitions.Count]);
        await Task.WhenAll(partitions.Select((partition, i) => failed.CollectAsync(
            partition, async () => batches[i] = await ReadAsync(partition, cancellation), cancellation)));
        TryLater(failed, "sending");
        return [.. batches.OfType<ChangeBatch>()];
    }

    private void TryLater(Failures failed, string what)
    {
        if (failed.First is not { } first) return;
        lock (_lock)
        {
            foreach (var partition in failed.Partitions) _failed[partition] = time.GetTimestamp();
        }

        _signal.Set();
        observer.Failed(reader.Region, what, first);
    }

    // Until there is something to say, or what failed is tried again.
    private TimeSpan Pause()
    {
        lock (_lock)
        {
            var pause = options.SweepInterval / 2;
            foreach (var at in _failed.Values)
            {
                var rest = RetryDelay - time.GetElapsedTime(at);
                if (rest < pause) pause = rest;
            }

            return pause > ShortestPause ? pause : ShortestPause;
        }
    }

    // What changed goes before what a sweep asked for, of which there is much and mostly nothing new.
    private List<int> TakeDue()
    {
        lock (_lock)
        {
            foreach (var (partition, at) in _failed)
            {
                // To take one out does not disturb the loop.
                if (time.GetElapsedTime(at) < RetryDelay || !_failed.Remove(partition)) continue;
                if (_positions.ContainsKey(partition)) _changed.Add(partition);
            }

            var partitions = (_changed.Count > 0 ? _changed : _asked).Take(options.PartitionsPerMessage).ToList();
            _changed.ExceptWith(partitions);
            _asked.ExceptWith(partitions);
            return partitions;
        }
    }

    private async Task<ChangeBatch?> ReadAsync(int partition, CancellationToken cancellation)
    {
        Position position;
        lock (_lock) position = _positions[partition];
        var state = await store.ReadStateAsync(partition, cancellation);
        if (policy.IsBehind(state, position.Reader)) FoundBehind?.Invoke(partition);
        var isAnotherLife = state.Generation != position.Generation || state.Clock < position.Sent;
        var batch = isAnotherLife
            ? new ChangeBatch { State = state, From = state.Clock, To = state.Clock }
            : await ReadAsync(state, position, cancellation);
        lock (_lock)
        {
            // A new position that came meanwhile goes before what was read from the old one.
            if (!ReferenceEquals(_positions.GetValueOrDefault(partition), position)) return null;
            if (isAnotherLife) return position.IsTold(state.Generation) ? null : batch;
            position.Sent = batch.To;
            if (batch.IsFull) _changed.Add(partition);
            var hasNews = position.IsFirst || batch.Records.Count > 0 || batch.Held > 0 || batch.To > batch.From || batch.To > position.Acknowledged;
            position.IsFirst = false;
            return hasNews ? batch : null;
        }
    }

    private async Task<ChangeBatch> ReadAsync(PartitionState state, Position position, CancellationToken cancellation)
    {
        // What is acknowledged goes back when a lost deletion of this region came back from a peer: the reader may have passed its place.
        var acknowledged = state.AcknowledgedBy(reader.Region);
        var goesBack = position.IsRewound || state.Returned != position.Returned;
        position.IsRewound = false;
        var from = goesBack && acknowledged < position.Sent ? acknowledged : position.Sent;
        var names = state.Clock <= from ? [] : await store.ReadIndexAsync(state.Partition, state.Region, from, position.UpTo, options.RecordsPerBatch, cancellation);
        var isWhole = names.Count < options.RecordsPerBatch;
        var last = names.Count > 0 ? names[^1].Stamp : from;
        var end = isWhole && state.Clock > last ? state.Clock : last;
        var records = await store.ReadAsync(state.Partition, [.. names.Select(name => name.Id)], cancellation);
        var held = position.UpTo.Value == Stamp.MaxValue
            ? 0
            : await store.CountIndexAsync(state.Partition, state.Region, position.UpTo, cancellation);
        // Not before all is read: what fails is read again from the same place.
        (position.Acknowledged, position.Returned) = (acknowledged, state.Returned);
        return new ChangeBatch
        {
            State = state,
            From = from,
            To = end > position.UpTo ? position.UpTo : end,
            Records = [.. policy.Shown(records, reader)],
            IsFull = !isWhole,
            Held = held,
        };
    }

    private IEnumerable<IReadOnlyList<ChangeBatch>> Fill(IEnumerable<ChangeBatch> batches)
    {
        var (message, bytes) = (new List<ChangeBatch>(), 0);
        foreach (var batch in batches)
        {
            message.Add(batch);
            bytes += batch.Records.Sum(record => record.Value.Length);
            if (bytes < options.BytesPerMessage) continue;
            yield return message;
            (message, bytes) = ([], 0);
        }

        if (message.Count > 0) yield return message;
    }

    private TimeSpan RetryDelay => options.SkewLimit / 4;

    private sealed class Position
    {
        private string? _told;

        public required PartitionState Reader { get; init; }

        public required string Generation { get; init; }

        public required Stamp UpTo { get; init; }

        public required Stamp Sent { get; set; }

        public required bool IsFirst { get; set; }

        public Stamp Acknowledged { get; set; }

        /// <summary>What had come back when it was read last.</summary>
        public long Returned { get; set; } = -1;

        /// <summary>The next is read from where it was acknowledged.</summary>
        public bool IsRewound { get; set; }

        /// <summary>Whether the reader was told of a life before; once is enough, until it asks anew.</summary>
        public bool IsTold(string generation)
        {
            if (_told == generation) return true;
            _told = generation;
            return false;
        }
    }
}
