using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace WedSync.TestKit.Network;

/// <summary>
/// A TCP proxy that stands for the way between two places: it delays every byte by a constant, loses everything while it is cut, and
/// counts. While it is cut nothing is refused or reset, as when a route is lost: the two sides have to notice by themselves.
/// </summary>
public sealed class TcpLink : IAsyncDisposable
{
    private const int ChunkSize = 64 * 1024;
    private const int MaxChunksUnderWay = 4096;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private long _bytes;
    private volatile bool _isCut;
    private CancellationTokenSource _connections = new();

    /// <summary>Listens at once, on a port of its own.</summary>
    /// <param name="targetPort">Loopback port to connect to.</param>
    /// <param name="delay">One-way delay.</param>
    public TcpLink(int targetPort, TimeSpan delay)
    {
        (TargetPort, Delay) = (targetPort, delay);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the proxy listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where it connects to; may be changed for new connections.</summary>
    public int TargetPort { get; set; }

    /// <summary>One-way delay; may be changed for what comes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes that went through, both ways.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Loses everything from now on, silently.</summary>
    public void Cut() => _isCut = true;

    /// <summary>Lets new connections through; those that lost something end.</summary>
    public void Heal()
    {
        if (!_isCut) return;
        _isCut = false;
        var broken = Interlocked.Exchange(ref _connections, new CancellationTokenSource());
        broken.Cancel();
        broken.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connections.CancelAsync();
        _connections.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ServeAsync(client, _connections.Token);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken broken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, broken);
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, TargetPort, stop.Token);
                var ways = new[] { CarryAsync(client, server, stop.Token), CarryAsync(server, client, stop.Token) };
                await Task.WhenAny(ways);
                await stop.CancelAsync();
                await Task.WhenAll(ways);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone; so does the other.
            }
        }
    }

    private async Task CarryAsync(TcpClient from, TcpClient to, CancellationToken cancellation)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, long Due)>(MaxChunksUnderWay);
        await Task.WhenAll(ReadAsync(from.GetStream(), underWay.Writer, cancellation), WriteAsync(to.GetStream(), underWay.Reader, cancellation));
    }

    private async Task ReadAsync(NetworkStream stream, ChannelWriter<(byte[] Bytes, long Due)> underWay, CancellationToken cancellation)
    {
        try
        {
            var buffer = new byte[ChunkSize];
            while (true)
            {
                var count = await stream.ReadAsync(buffer, cancellation);
                if (count == 0) return;
                if (_isCut) continue;
                Interlocked.Add(ref _bytes, count);
                await underWay.WriteAsync((buffer[..count], Environment.TickCount64 + (long)Delay.TotalMilliseconds), cancellation);
            }
        }
        finally
        {
            underWay.TryComplete();
        }
    }

    private async Task WriteAsync(NetworkStream stream, ChannelReader<(byte[] Bytes, long Due)> underWay, CancellationToken cancellation)
    {
        await foreach (var (bytes, due) in underWay.ReadAllAsync(cancellation))
        {
            var rest = due - Environment.TickCount64;
            if (rest > 0) await Task.Delay((int)rest, cancellation);
            if (!_isCut) await stream.WriteAsync(bytes, cancellation);
        }
    }
}
