using Microsoft.AspNetCore.Connections;
using WedSync.CacheService.Metrics;

namespace WedSync.CacheService.Connections;

/// <summary>Ends connections that say nothing. What comes after the first byte is under the server's own limit of headers.</summary>
internal sealed class FirstByteLimit(ServiceMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (await SpeaksAsync(connection)) await next(connection);
    }

    private async Task<bool> SpeaksAsync(ConnectionContext connection)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(limit.Token);
            // It stays there for the server to read.
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            metrics.ConnectionRefused(ConnectionRefusals.Silent);
            connection.Abort(new ConnectionAbortedException("It sent nothing."));
            return false;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
