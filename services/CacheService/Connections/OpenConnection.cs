using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace WedSync.CacheService.Connections;

/// <summary>A client's connection, which counts in its table until its socket is closed.</summary>
internal sealed class OpenConnection(ConnectionContext inner, IPAddress address, ConnectionTable table, TimeProvider time) : ConnectionContext
{
    // Long enough for an answer that is written to be sent.
    private static readonly TimeSpan Sending = TimeSpan.FromSeconds(1);

    private volatile bool _isBusy;
    private long _endedAt = long.MinValue;

    public IPAddress Address => address;

    /// <summary>Whether a request that takes a while is under way, or its answer on its way. A hit in memory is over before anybody can look.</summary>
    public bool IsBusy => _isBusy || (Volatile.Read(ref _endedAt) is > long.MinValue and var ended && time.GetElapsedTime(ended) < Sending);

    public override IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

    public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

    public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

    /// <summary>The connection of this request is busy until its answer is sent.</summary>
    public static void Busy(HttpContext context)
    {
        if (Begin(context) is not { } open) return;
        context.Response.OnCompleted(
            static state =>
            {
                ((OpenConnection)state)._isBusy = false;
                return Task.CompletedTask;
            },
            open);
    }

    /// <summary>The connection of this request is busy until <see cref="End"/>, after which its answer has a second to be sent.</summary>
    public static OpenConnection? Begin(HttpContext context)
    {
        var open = context.Features.Get<OpenConnection>();
        if (open is not null) open._isBusy = true;
        return open;
    }

    public void End()
    {
        Volatile.Write(ref _endedAt, time.GetTimestamp());
        _isBusy = false;
    }

    public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync();
        }
        finally
        {
            table.Close(this);
            await base.DisposeAsync();
        }
    }
}
