using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>
/// A connection through a link. Bytes, and the end of a side, arrive after the delay of their direction and in order. While a direction is
/// cut silently nothing of it arrives, not even an end: it is held as TCP holds what it sends again and again, and arrives after the heal
/// if both sides still wait for it.
/// </summary>
internal sealed class LinkConnection(TcpClient client, LinkWay there, LinkWay back, TimeProvider time)
{
    private const int ChunkBytes = 32 * 1024;

    /// <summary>Chunks under way at most in a direction: a sender beyond that waits, as for a full window.</summary>
    private const int MostChunks = 256;

    public async Task RunAsync(IPEndPoint target, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, there.Open, back.Open);
        using var server = new TcpClient { NoDelay = true };
        try
        {
            client.NoDelay = true;
            if (there.Cut == LinkCut.Reset || back.Cut == LinkCut.Reset) throw new OperationCanceledException();
            // Setting a connection up takes a message there and one back.
            await Task.Delay(there.Delay + back.Delay, time, ended.Token);
            await there.PassAsync(ended.Token);
            await back.PassAsync(ended.Token);
            await server.ConnectAsync(target, ended.Token);
            await CarryAsync(client.GetStream(), server.GetStream(), ended);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // One side has gone, or both are to be told so.
            Abort(client);
            Abort(server);
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task CarryAsync(NetworkStream ours, NetworkStream theirs, CancellationTokenSource ended)
    {
        Task[] ways = [CarryAsync(ours, theirs, there, ended.Token), CarryAsync(theirs, ours, back, ended.Token)];
        try
        {
            // A side that only ended its sending may still be answered; one that failed takes the other along.
            await await Task.WhenAny(ways);
            await Task.WhenAll(ways);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(ways).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, LinkWay way, CancellationToken cancellation)
    {
        var underWay = Channel.CreateBounded<Chunk>(new BoundedChannelOptions(MostChunks) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(from, underWay.Writer, way, cancellation);
        await WriteAsync(to, underWay.Reader, way, cancellation);
        await reading;
    }

    /// <summary>Takes what is sent, with the moment at which it is to arrive; the end, and a failure, travel like bytes.</summary>
    private async Task ReadAsync(NetworkStream stream, ChannelWriter<Chunk> underWay, LinkWay way, CancellationToken cancellation)
    {
        var buffer = new byte[ChunkBytes];
        var last = Chunk.Ended;
        try
        {
            while (await stream.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                await underWay.WriteAsync(new Chunk(buffer[..count], time.GetTimestamp(), way.Delay), cancellation);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            last = Chunk.Failed;
        }

        await underWay.WriteAsync(last with { SentAt = time.GetTimestamp(), Delay = way.Delay }, cancellation);
    }

    private async Task WriteAsync(NetworkStream to, ChannelReader<Chunk> underWay, LinkWay way, CancellationToken cancellation)
    {
        while (true)
        {
            var chunk = await underWay.ReadAsync(cancellation);
            // Timers count whole milliseconds and may be early by a part of one.
            while (chunk.Delay - time.GetElapsedTime(chunk.SentAt) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), time, cancellation);
            }

            await way.PassAsync(cancellation);
            if (chunk.Bytes.Length > 0)
            {
                await to.WriteAsync(chunk.Bytes, cancellation);
                way.Count(chunk.Bytes.Length);
                continue;
            }

            if (chunk.IsFailure) throw new IOException("the other side has reset the connection");
            to.Socket.Shutdown(SocketShutdown.Send);
            return;
        }
    }

    /// <summary>Ends it so that the other side sees a reset, not an orderly end.</summary>
    private static void Abort(TcpClient side)
    {
        try
        {
            side.Client.Close(timeout: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has gone by itself.
        }
    }

    /// <summary>Bytes that are under way; none = the sender's end.</summary>
    private sealed record Chunk(byte[] Bytes, long SentAt, TimeSpan Delay)
    {
        public static readonly Chunk Ended = new([], 0, TimeSpan.Zero);

        public static readonly Chunk Failed = Ended with { IsFailure = true };

        public bool IsFailure { get; init; }
    }
}
