using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace WedSync.CacheService.Audit;

/// <summary>
/// The append-only record of what was put, deleted, invalidated, erased, drained or revoked, and of refused attempts at it. Each line
/// carries the hash of the line before: one that is changed, left out or put in shows (docs/cache-service.md, Audit). What comes at
/// once is appended at once.
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    public const string ChainStart = "0000000000000000000000000000000000000000000000000000000000000000";

    // So many records may wait for the disk; then who makes more of them waits too.
    private const int MaxPending = 8192;
    private const int MaxBatch = 512;

    private readonly Channel<Pending> _pending = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MaxPending) { SingleReader = true });
    private readonly IAuditSink _sink;
    private readonly string _pod;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private string _previous;
    private long _sequence;

    public AuditLog(IAuditSink sink, string pod, TimeProvider time, string previous, long sequence)
    {
        (_sink, _pod, _time, _previous, _sequence) = (sink, pod, time, previous, sequence);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Continues the chain of the pod's files in the folder, or starts one; an empty folder name means standard output.</summary>
    public static AuditLog Open(string directory, string pod, TimeProvider time)
    {
        if (directory.Length == 0) return new AuditLog(new ConsoleAuditSink(), pod, time, ChainStart, 0);
        var last = AuditFiles.Continue(directory, pod);
        return new AuditLog(new FileAuditSink(directory, pod), pod, time, last?.Hash ?? ChainStart, last?.Sequence ?? 0);
    }

    /// <summary>Returns when the record will survive the process.</summary>
    public async Task RecordAsync(
        string actor, string tenant, string action, string target, string outcome, CancellationToken cancellation)
    {
        var pending = new Pending(Draft(actor, tenant, action, target, outcome), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _pending.Writer.WriteAsync(pending, cancellation);
        await pending.Written!.Task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Returns when the record is in line to be written: for what happens too often to wait for the disk. A process that is killed
    /// loses what was noted in its last moment.
    /// </summary>
    public ValueTask NoteAsync(
        string actor, string tenant, string action, string target, string outcome, CancellationToken cancellation) =>
        _pending.Writer.WriteAsync(new Pending(Draft(actor, tenant, action, target, outcome), null), cancellation);

    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing;
        (_sink as IDisposable)?.Dispose();
    }

    private AuditRecord Draft(string actor, string tenant, string action, string target, string outcome) => new()
    {
        Sequence = 0,
        At = _time.GetUtcNow(),
        Pod = _pod,
        Actor = actor,
        Tenant = tenant,
        Action = action,
        Target = target,
        Outcome = outcome,
        Previous = "",
    };

    private async Task WriteAsync()
    {
        var batch = new List<Pending>(MaxBatch);
        while (await _pending.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _pending.Reader.TryRead(out var next)) batch.Add(next);
            await AppendAsync(batch);
        }
    }

    // A batch that cannot be written leaves the chain where it was, and who waits for it gets the error.
    private async Task AppendAsync(List<Pending> batch)
    {
        var (previous, sequence, text) = (_previous, _sequence, new StringBuilder());
        foreach (var pending in batch)
        {
            var record = pending.Record with { Sequence = ++sequence, Previous = previous };
            record = record with { Hash = record.ComputeHash() };
            text.Append(JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord)).Append('\n');
            previous = record.Hash;
        }

        try
        {
            await _sink.AppendAsync(text.ToString(), sequence);
            (_previous, _sequence) = (previous, sequence);
            foreach (var pending in batch) pending.Written?.TrySetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (var pending in batch) pending.Written?.TrySetException(exception);
        }
    }

    private readonly record struct Pending(AuditRecord Record, TaskCompletionSource? Written);
}
