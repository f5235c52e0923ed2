using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WedSync.TestKit.Network;

/// <summary>A TCP proxy on a loopback port whose answers come late, in order, as over a link that is long or full.</summary>
public sealed class SlowLink : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _connections = new();

    /// <summary>Listens on a free port and forwards to another.</summary>
    public SlowLink(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>Where to connect.</summary>
    public int Port { get; }

    /// <summary>How late the target's bytes are; applies to bytes that come from now on.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Half-opens a connection: what the client sends arrives, and nothing comes back any more, not even its end.</summary>
    /// <param name="port">The connection's port as the target sees it.</param>
    public void Freeze(int port) => _connections[port] = new TaskCompletionSource();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var token = _stop.Token;
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(token), token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient near, CancellationToken token)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, token);
                var port = ((IPEndPoint)far.Client.LocalEndPoint!).Port;
                _connections[port] = Flowing();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(token);
                await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream(), null, either.Token), PumpAsync(far.GetStream(), near.GetStream(), port, either.Token));
                await either.CancelAsync();
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // One of the ends is gone.
            }
        }
    }

    // Reading goes on while bytes wait, so that a delay is not a limit to the rate.
    private async Task PumpAsync(NetworkStream from, NetworkStream to, int? answersOf, CancellationToken token)
    {
        var last = Task.CompletedTask;
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var count = await from.ReadAsync(buffer, token);
            if (count == 0) return;
            var delay = answersOf is null ? TimeSpan.Zero : AnswerDelay;
            if (answersOf is { } port) await _connections[port].Task.WaitAsync(token);
            last = SendAsync(last, delay, to, buffer[..count], token);
            if (delay == TimeSpan.Zero) await last;
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private static async Task SendAsync(Task before, TimeSpan delay, NetworkStream to, byte[] bytes, CancellationToken token)
    {
        if (delay > TimeSpan.Zero) await Task.Delay(delay, token);
        await before;
        await to.WriteAsync(bytes, token);
    }
}
