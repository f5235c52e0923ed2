using System.Threading.Channels;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// Reads a session while what it brought before is being stored, so that many small messages are taken together: each taking has a cost of
/// its own, the wait for a replica. Bounded: a reader that cannot keep up holds the source back.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    private const int MaxMessages = 16;

    private readonly Channel<IReadOnlyList<ChangeBatch>> _messages = Channel.CreateBounded<IReadOnlyList<ChangeBatch>>(
        new BoundedChannelOptions(MaxMessages) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;

    /// <summary>Begins to read.</summary>
    /// <param name="session">The session.</param>
    /// <param name="silence">A peer that says nothing for so long is gone.</param>
    /// <param name="time">The clock of that.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public ReadAhead(IChangeSession session, TimeSpan silence, TimeProvider time, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = ReadAsync(session, silence, time, _stop.Token);
    }

    /// <summary>All that has come since, in its order; waits for the first. Null when the session has ended.</summary>
    /// <exception cref="TimeoutException">The peer was silent for too long.</exception>
    public async ValueTask<IReadOnlyList<ChangeBatch>?> TakeAsync(CancellationToken cancellation)
    {
        if (!await _messages.Reader.WaitToReadAsync(cancellation)) return null;
        var taken = new List<ChangeBatch>();
        while (_messages.Reader.TryRead(out var batches)) taken.AddRange(batches);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _reading;
        _stop.Dispose();
    }

    // On this thread: CancelAsync would take another one, and a simulated world has but one.
    private void Stop() => _stop.Cancel();

    // How it ended is told by the channel.
    private async Task ReadAsync(IChangeSession session, TimeSpan silence, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            while (await session.ReceiveAsync(cancellation).AsTask().WaitAsync(silence, time, cancellation) is { } batches)
                await _messages.Writer.WriteAsync(batches, cancellation);
            _messages.Writer.Complete();
        }
        catch (Exception exception)
        {
            _messages.Writer.Complete(exception);
        }
    }
}
