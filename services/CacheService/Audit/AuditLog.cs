using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace WedSync.CacheService.Audit;

/// <summary>
/// An append-only record: of what was put, deleted, invalidated, erased, drained or revoked, or of refused attempts. Each line
/// carries the hash of the line before: one that is changed, left out or put in shows (docs/cache-service.md, Audit). What comes at
/// once is appended at once.
/// </summary>
internal sealed partial class AuditLog : IAsyncDisposable
{
    public const string ChainStart = "0000000000000000000000000000000000000000000000000000000000000000";

    // So many records may wait for the disk; then who makes more of them waits too.
    private const int MaxPending = 8192;
    private const int MaxBatch = 512;
    private const string RefusalsSuffix = ".refusals";
    private const long MaxRefusalBytes = 8 << 20;
    private const int MaxRefusalFiles = 2;

    private readonly Channel<Pending> _pending = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MaxPending) { SingleReader = true });
    private readonly IAuditSink _sink;
    private readonly string _pod;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _writing;
    private volatile bool _isFailing;
    private volatile ChainPoint? _head;
    private string _previous;
    private long _sequence;

    public AuditLog(IAuditSink sink, string pod, AuditRecord? last, TimeProvider time, ILogger logger)
    {
        (_sink, _pod, _time, _logger) = (sink, pod, time, logger);
        (_previous, _sequence) = (last?.Hash ?? ChainStart, last?.Sequence ?? 0);
        Begin = _head = last is null ? null : new ChainPoint(last.Sequence, last.Hash, last.At);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Names the chain.</summary>
    public string Pod => _pod;

    /// <summary>The last line that was there when the log was opened; null = none, or it goes to standard output.</summary>
    public ChainPoint? Begin { get; }

    /// <summary>The last line that is written; null = none.</summary>
    public ChainPoint? Head => _head;

    /// <summary>Continues the chain of the pod's files in the folder, or starts one; an empty folder name means standard output.</summary>
    public static AuditLog Open(string directory, string pod, TimeProvider time, ILogger logger) =>
        Open(directory, pod, FileAuditSink.MaxBytes, FileAuditSink.MaxClosed, time, logger);

    /// <summary>The same for the pod's refusals, which have a chain and a little room of their own.</summary>
    public static AuditLog OpenRefusals(string directory, string pod, TimeProvider time, ILogger logger) =>
        Open(directory, pod + RefusalsSuffix, MaxRefusalBytes, MaxRefusalFiles, time, logger);

    private static AuditLog Open(string directory, string pod, long maxBytes, int maxClosed, TimeProvider time, ILogger logger)
    {
        if (directory.Length == 0) return new AuditLog(new ConsoleAuditSink(), pod, null, time, logger);
        var last = AuditFiles.Continue(directory, pod);
        return new AuditLog(new FileAuditSink(directory, pod, maxBytes, maxClosed), pod, last, time, logger);
    }

    /// <summary>Returns when the record will survive the process.</summary>
    /// <exception cref="AuditException">It cannot be written.</exception>
    public async Task RecordAsync(
        string actor, string tenant, string action, string target, string outcome, CancellationToken cancellation)
    {
        var pending = new Pending(Draft(actor, tenant, action, target, outcome), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _pending.Writer.WriteAsync(pending, cancellation);
        await pending.Written!.Task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Returns when the record is in line to be written: for what happens too often to wait for the disk. A process that is killed
    /// loses what was noted in its last moment. What the disk refused is written with the next record that it takes, and until then
    /// whoever makes more of them waits for the disk and gets its error.
    /// </summary>
    /// <exception cref="AuditException">Records cannot be written now.</exception>
    public async ValueTask NoteAsync(
        string actor, string tenant, string action, string target, string outcome, CancellationToken cancellation)
    {
        if (_isFailing) await RecordAsync(actor, tenant, action, target, outcome, cancellation);
        else await _pending.Writer.WriteAsync(new Pending(Draft(actor, tenant, action, target, outcome), null), cancellation);
    }

    /// <summary>Notes refusals. False = the log does not take them now, and whoever counts them keeps the count.</summary>
    public bool TryNoteRefusals(string actor, string tenant, string target, long count, DateTimeOffset since) =>
        !_isFailing
        && _pending.Writer.TryWrite(new Pending(Draft(actor, tenant, "refused", target, "forbidden") with { Count = count, Since = since }, null));

    /// <summary>Returns when what was noted before is written, or the disk refused it.</summary>
    public async Task FlushAsync()
    {
        var marker = new Pending(null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_pending.Writer.TryWrite(marker)) return;
        await ((Task)marker.Written!.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

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
            // What is left of the last batch comes first, and leaves room for one that asks for the disk's error.
            var most = batch.Count + MaxBatch;
            while (batch.Count < most && _pending.Reader.TryRead(out var next)) batch.Add(next);
            await AppendAsync(batch);
        }

        if (batch.Count > 0) await AppendAsync(batch);
        if (batch.Count > 0) LogLost(_logger, batch.Count);
    }

    // A batch that cannot be written leaves the chain where it was; who waits for it gets the error, and the others' records are kept.
    private async Task AppendAsync(List<Pending> batch)
    {
        var (previous, sequence, text) = (_previous, _sequence, new StringBuilder());
        var head = _head;
        foreach (var draft in batch.Select(pending => pending.Record).OfType<AuditRecord>())
        {
            var record = draft with { Sequence = ++sequence, Previous = previous };
            record = record with { Hash = record.ComputeHash() };
            head = new ChainPoint(sequence, record.Hash, record.At);
            text.Append(JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord)).Append('\n');
            previous = record.Hash;
        }

        try
        {
            if (text.Length > 0) await _sink.AppendAsync(text.ToString(), sequence);
            _head = head;
            (_previous, _sequence, _isFailing) = (previous, sequence, false);
            foreach (var pending in batch) pending.Written?.TrySetResult();
            batch.Clear();
        }
        catch (Exception exception)
        {
            // Whatever it is, the writing goes on: without it, whoever makes a change would wait for ever.
            if (!_isFailing) LogFailing(_logger, exception.Message);
            _isFailing = true;
            foreach (var pending in batch) pending.Written?.TrySetException(new AuditException(exception));
            batch.RemoveAll(pending => pending.Written is not null);
        }
    }

    private readonly record struct Pending(AuditRecord? Record, TaskCompletionSource? Written);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "Audit records cannot be written: {Reason}. Changes are refused until they can")]
    private static partial void LogFailing(ILogger logger, string reason);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Critical, Message = "{Count} audit records of puts could not be written before the end")]
    private static partial void LogLost(ILogger logger, int count);
}

/// <summary>Audit records cannot be written now.</summary>
internal sealed class AuditException(Exception cause) : Exception($"The audit log cannot be written: {cause.Message}", cause);
