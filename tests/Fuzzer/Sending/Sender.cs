using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using WedSync.Fuzzer.Generation;

namespace WedSync.Fuzzer.Sending;

/// <summary>Sends requests, each on a connection of its own.</summary>
internal sealed partial class Sender(Uri target, IReadOnlyDictionary<Caller, string> tokens, SeenValues seen, TimeSpan patience)
{
    private const int MostBytes = 64 << 20;
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(100);

    /// <summary>The bytes as they are sent now.</summary>
    public byte[] Render(FuzzRequest request)
    {
        var head = Placeholder().Replace(
            request.Head, match => match.Groups[1].Success ? seen.At(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)) : tokens[request.Caller]);
        return [.. Encoding.Latin1.GetBytes(head), .. request.Body];
    }

    /// <summary>The bytes without the caller's token: findings are printed and kept.</summary>
    public byte[] Mask(FuzzRequest request, byte[] bytes) => tokens[request.Caller] is { Length: > 0 } token
        ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(token, "<<token>>", StringComparison.Ordinal))
        : bytes;

    /// <exception cref="SocketException">No connection was made.</exception>
    public async Task<Answer> SendAsync(FuzzRequest request, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(patience);
        using var client = new TcpClient { NoDelay = true };
        var started = Stopwatch.GetTimestamp();
        using var received = new MemoryStream();
        try
        {
            await client.ConnectAsync(target.Host, target.Port, limit.Token);
            var stream = client.GetStream();
            var writing = WriteAsync(stream, request, bytes, limit.Token);
            var reading = ReadAsync(stream, received, limit.Token);
            if (!request.IsWellFramed) await EndAsync(stream, writing, reading, limit.Token);
            await reading;
            await writing;
        }
        catch (IOException)
        {
            // A server may close in the middle; what it said until then counts.
        }
        catch (OperationCanceledException)
        {
            // Told by IsLate.
        }

        var answer = Answer.Parse(received.ToArray(), request.Head.StartsWith("HEAD ", StringComparison.Ordinal));
        return answer with { Took = Stopwatch.GetElapsedTime(started), IsLate = limit.IsCancellationRequested };
    }

    private static async Task WriteAsync(NetworkStream stream, FuzzRequest request, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            var at = 0;
            foreach (var piece in request.Pieces)
            {
                var size = Math.Min(piece, bytes.Length - at);
                await stream.WriteAsync(bytes.AsMemory(at, size), cancellation);
                at += size;
            }

            await stream.WriteAsync(bytes.AsMemory(at), cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // It answered before the end.
        }
    }

    /// <summary>Ends what is broken where the server waits for the rest of it; one that refuses it does so before.</summary>
    private static async Task EndAsync(NetworkStream stream, Task writing, Task reading, CancellationToken cancellation)
    {
        await writing;
        if (await Task.WhenAny(reading, Task.Delay(RefusalTime, cancellation)) == reading) return;
        try
        {
            stream.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was first.
        }
    }

    private static async Task ReadAsync(NetworkStream stream, MemoryStream received, CancellationToken cancellation)
    {
        var piece = new byte[16 * 1024];
        while (received.Length < MostBytes && await stream.ReadAsync(piece, cancellation) is > 0 and var read) received.Write(piece, 0, read);
    }

    [GeneratedRegex("<<(?:token|seen:([0-9]+))>>")]
    private static partial Regex Placeholder();
}
