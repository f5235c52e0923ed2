using System.Net.Sockets;
using System.Text;

namespace WedSync.Gateway.Tests.Hostile;

/// <summary>A client that sends the bytes it is told to, whether they are HTTP or not.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();
    private NetworkStream _stream = null!;

    public static async Task<RawClient> ConnectAsync(Uri address)
    {
        var raw = new RawClient();
        await raw._client.ConnectAsync(address.Host, address.Port);
        raw._stream = raw._client.GetStream();
        return raw;
    }

    /// <summary>Sends a request and returns all that comes until the server closes.</summary>
    public static async Task<string> AskAsync(Uri address, string request)
    {
        using var client = await ConnectAsync(address);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }

    /// <summary>Each character is a byte.</summary>
    public async Task SendAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Ends its side; it can still read.</summary>
    public void HalfClose() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Goes with a reset.</summary>
    public void Reset()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public async Task<string> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        var piece = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(piece, limit.Token) is > 0 and var read) text.Append(Encoding.Latin1.GetString(piece, 0, read));
        }
        catch (IOException)
        {
            // A reset ends the answer as well.
        }

        return text.ToString();
    }

    /// <summary>Reads until the text has come.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var limit = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        var piece = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await _stream.ReadAsync(piece, limit.Token) > 0) text.Append((char)piece[0]);
        return text.ToString();
    }

    public void Dispose() => _client.Dispose();
}
