using System.Text;

namespace WedSync.CacheService.Audit;

/// <summary>Where audit lines go.</summary>
internal interface IAuditSink
{
    /// <summary>Appends whole lines and returns when they will survive the process.</summary>
    /// <param name="lines">Ends with a line feed.</param>
    /// <param name="sequence">Number of the last line.</param>
    Task AppendAsync(string lines, long sequence);
}

/// <summary>
/// Appends to a chain's file. A file that has grown to its limit is closed under the number of its last line, and of closed
/// ones the newest are kept: the node's log collector has shipped the others long before.
/// </summary>
internal sealed class FileAuditSink(
    string directory, string pod, long maxBytes = FileAuditSink.MaxBytes, int maxClosed = FileAuditSink.MaxClosed) : IAuditSink, IDisposable
{
    public const long MaxBytes = 64 << 20;
    public const int MaxClosed = 8;

    private FileStream _stream = Open(AuditFiles.Current(directory, pod));

    public async Task AppendAsync(string lines, long sequence)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        var start = _stream.Length;
        try
        {
            await _stream.WriteAsync(bytes);
            await _stream.FlushAsync();
        }
        catch (IOException)
        {
            // Half a batch would break the chain of the next one.
            _stream.SetLength(start);
            throw;
        }

        if (_stream.Length >= maxBytes) Rotate(sequence);
    }

    public void Dispose() => _stream.Dispose();

    // The lines are on disk whatever becomes of this: a file that cannot be closed now grows on.
    private void Rotate(long sequence)
    {
        try
        {
            CloseUnder(AuditFiles.Closed(directory, pod, sequence));
            foreach (var old in AuditFiles.Of(directory, pod).SkipLast(maxClosed + 1)) File.Delete(old);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next batch tries again.
        }
    }

    // Moved while open, so that there is a file to write to at every moment.
    private void CloseUnder(string name)
    {
        var current = AuditFiles.Current(directory, pod);
        File.Move(current, name);
        try
        {
            var next = Open(current);
            _stream.Dispose();
            _stream = next;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Move(name, current);
            throw;
        }
    }

    private static FileStream Open(string file) => new(file, FileMode.Append, FileAccess.Write, FileShare.Read, 0, FileOptions.WriteThrough);
}

internal sealed class ConsoleAuditSink : IAuditSink
{
    public Task AppendAsync(string lines, long sequence) => Console.Out.WriteAsync(lines.AsMemory());
}
