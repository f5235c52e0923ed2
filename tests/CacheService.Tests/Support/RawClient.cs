using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WedSync.CacheService.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The header's value; null = it is not there.</summary>
    public string? this[string header] => Head.Split("\r\n")
        .Where(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(header.Length + 1)..].Trim()).FirstOrDefault();
}

/// <summary>A client that sends exactly the bytes it is told to, when it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawClient(Socket socket) => (_socket, _stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public static async Task<RawClient> ConnectAsync(Uri address, string from = "127.0.0.1", int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(address.Host, address.Port);
            return new RawClient(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>One request on a connection of its own.</summary>
    public static async Task<RawAnswer> AskAsync(Uri address, string request)
    {
        using var client = await ConnectAsync(address);
        await client.SendAsync(request);
        return await client.ReadAnswerAsync(hasBody: !request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>A request's head: line, Host, token and more headers.</summary>
    public static string Head(string line, string? token, params string[] headers) =>
        string.Concat([$"{line} HTTP/1.1\r\nHost: x\r\n", token is null ? "" : $"Authorization: Bearer {token}\r\n", .. headers.Select(header => header + "\r\n"), "\r\n"]);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _stream.WriteAsync(bytes, limit.Token);
    }

    /// <summary>The next answer, its body as its framing says.</summary>
    public async Task<RawAnswer> ReadAnswerAsync(bool hasBody = true)
    {
        var head = await ReadHeadAsync();
        var answer = new RawAnswer(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, "");
        if (!hasBody || answer.Status is 100 or 204 or 304) return answer;
        if (answer["Content-Length"] is { } length) return answer with { Body = await ReadTextAsync(int.Parse(length, CultureInfo.InvariantCulture)) };
        return answer["Transfer-Encoding"] == "chunked" ? answer with { Body = await ReadChunksAsync() } : answer;
    }

    /// <summary>Reads to the end; false when that takes longer.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _stream.ReadAsync(buffer, limit.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the connection as a crash does: the other side's next read fails.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, 0);
        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append(await ReadTextAsync(1));
        return head.ToString();
    }

    private async Task<string> ReadChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal)) line.Append(await ReadTextAsync(1));
            var length = int.Parse(line.ToString().TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append((await ReadTextAsync(length + 2)).AsSpan(0, length));
            if (length == 0) return body.ToString();
        }
    }

    private async Task<string> ReadTextAsync(int bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[bytes];
        await _stream.ReadExactlyAsync(buffer, limit.Token);
        return Encoding.Latin1.GetString(buffer);
    }
}
