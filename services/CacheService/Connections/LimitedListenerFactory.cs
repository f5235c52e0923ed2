using System.Net;
using Microsoft.AspNetCore.Connections;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Metrics;

namespace WedSync.CacheService.Connections;

/// <summary>
/// Accepts connections within the limits. What is over them is closed before the next one is accepted: were it left to what runs per
/// connection, a burst would use up the process's files before any of that ran.
/// </summary>
internal sealed class LimitedListenerFactory(
    IConnectionListenerFactory inner, ConnectionTables tables, ServiceSettings settings, ServiceMetrics metrics) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var table = endpoint is IPEndPoint { Port: var port } && port == settings.HttpPort ? tables.Api : tables.Metrics;
        return new Listener(await inner.BindAsync(endpoint, cancellationToken), table, metrics);
    }

    private sealed class Listener(IConnectionListener inner, ConnectionTable table, ServiceMetrics metrics) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (table.TryOpen(connection, out var refusal) is { } open)
                {
                    connection.Features.Set(open);
                    return open;
                }

                metrics.ConnectionRefused(refusal);
                connection.Abort(new ConnectionAbortedException($"Refused: {refusal}."));
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
