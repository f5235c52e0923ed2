using Microsoft.AspNetCore.Connections;
using WedSync.CacheService.Metrics;

namespace WedSync.CacheService.Connections;

/// <summary>
/// Lets connections in: within the limits, and for as long as they have something to say. A client that is refused costs a file for
/// a moment and never a request's worth of work.
/// </summary>
internal sealed class ConnectionGate(ServiceMetrics metrics, TimeProvider time)
{
    public const string Full = "full";
    public const string AddressFull = "address-full";
    public const string Silent = "silent";

    /// <summary>In which a new connection has to send its first byte; what comes after that is under the server's limit of headers.</summary>
    public static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(ConnectionContext connection, ConnectionTable table, ConnectionDelegate next)
    {
        if (table.TryOpen(connection, out var refusal) is not { } open)
        {
            metrics.ConnectionRefused(refusal);
            connection.Abort(new ConnectionAbortedException($"Refused: {refusal}."));
            return;
        }

        try
        {
            connection.Features.Set(open);
            if (await SpeaksAsync(connection, open)) await next(connection);
        }
        finally
        {
            table.Close(open);
        }
    }

    private async Task<bool> SpeaksAsync(ConnectionContext connection, OpenConnection open)
    {
        using var limit = new CancellationTokenSource(FirstByte, time);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(limit.Token);
            // It stays there for the server to read.
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            metrics.ConnectionRefused(Silent);
            open.Abort("It sent nothing.");
            return false;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
