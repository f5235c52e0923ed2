using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WedSync.CacheService.Connections;

/// <summary>A client's connection.</summary>
internal sealed class OpenConnection(ConnectionContext connection, IPAddress address)
{
    private volatile bool _isBusy;

    public IPAddress Address => address;

    /// <summary>Whether a request that takes a while is under way. A hit in memory is over before anybody can look.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>The connection of this request is busy until its answer is sent.</summary>
    public static void Busy(HttpContext context)
    {
        if (context.Features.Get<OpenConnection>() is not { } open) return;
        open._isBusy = true;
        context.Response.OnCompleted(
            static state =>
            {
                ((OpenConnection)state)._isBusy = false;
                return Task.CompletedTask;
            },
            open);
    }

    public void Abort(string reason) => connection.Abort(new ConnectionAbortedException(reason));
}
