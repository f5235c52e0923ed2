using System.Text.Json;

namespace WedSync.CacheService.Audit;

/// <summary>Where audit lines go.</summary>
internal interface IAuditSink
{
    /// <summary>Appends a line and returns when it will survive the process.</summary>
    Task AppendAsync(string line, CancellationToken cancellation);
}

/// <summary>
/// The append-only record of what was deleted, invalidated, erased, drained or revoked, and of refused attempts at it. Each line
/// carries the hash of the line before: one that is changed, left out or put in shows (docs/cache-service.md, Audit).
/// </summary>
internal sealed class AuditLog(IAuditSink sink, string pod, TimeProvider time, string previous, long sequence) : IDisposable
{
    public const string ChainStart = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly SemaphoreSlim _one = new(1, 1);
    private string _previous = previous;
    private long _sequence = sequence;

    /// <summary>Continues the chain of the pod's file in the folder, or starts one; an empty folder name means standard output.</summary>
    public static AuditLog Open(string directory, string pod, TimeProvider time)
    {
        if (directory.Length == 0) return new AuditLog(new ConsoleAuditSink(), pod, time, ChainStart, 0);
        var file = Path.Combine(directory, $"audit-{pod}.jsonl");
        CutTornLine(file);
        var last = AuditVerifier.ReadLast(file);
        return new AuditLog(new FileAuditSink(file), pod, time, last?.Hash ?? ChainStart, last?.Sequence ?? 0);
    }

    public async Task RecordAsync(
        string actor, string tenant, string action, string target, string outcome, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var record = new AuditRecord
            {
                Sequence = _sequence + 1,
                At = time.GetUtcNow(),
                Pod = pod,
                Actor = actor,
                Tenant = tenant,
                Action = action,
                Target = target,
                Outcome = outcome,
                Previous = _previous,
            };
            record = record with { Hash = record.ComputeHash() };
            await sink.AppendAsync(JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord), cancellation);
            (_previous, _sequence) = (record.Hash, record.Sequence);
        }
        finally
        {
            _one.Release();
        }
    }

    // A process killed while it appended leaves half a line, of an action that was not confirmed to anybody.
    private static void CutTornLine(string file)
    {
        if (!File.Exists(file)) return;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var end = stream.Length;
        while (end > 0)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') break;
            end--;
        }

        if (end != stream.Length) stream.SetLength(end);
    }

    public void Dispose()
    {
        _one.Dispose();
        (sink as IDisposable)?.Dispose();
    }
}

internal sealed class FileAuditSink : IAuditSink, IDisposable
{
    private readonly FileStream _stream;

    public FileAuditSink(string file) =>
        _stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read, 4096, FileOptions.WriteThrough);

    public async Task AppendAsync(string line, CancellationToken cancellation)
    {
        await _stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), cancellation);
        await _stream.FlushAsync(cancellation);
    }

    public void Dispose() => _stream.Dispose();
}

internal sealed class ConsoleAuditSink : IAuditSink
{
    public Task AppendAsync(string line, CancellationToken cancellation) => Console.Out.WriteLineAsync(line.AsMemory(), cancellation);
}
