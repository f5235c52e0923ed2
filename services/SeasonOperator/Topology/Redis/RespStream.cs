using System.Globalization;
using System.Text;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>Writes commands and reads answers in Redis' protocol, version 2. One caller at a time.</summary>
internal sealed class RespStream(Stream stream) : IAsyncDisposable
{
    private const int MaxBulkBytes = 64 << 20;
    private const int MaxDepth = 8;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public async Task SendAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        foreach (var command in commands)
        {
            Write(bytes, string.Create(CultureInfo.InvariantCulture, $"*{command.Length}\r\n"));
            foreach (var argument in command)
            {
                Write(bytes, string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(argument)}\r\n"));
                Write(bytes, argument);
                Write(bytes, "\r\n");
            }
        }

        await stream.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellation);
        await stream.FlushAsync(cancellation);
    }

    /// <exception cref="RedisErrorException">The node answered with an error.</exception>
    /// <exception cref="IOException">The connection ended, or what came is not Redis' protocol.</exception>
    public Task<RespValue> ReceiveAsync(CancellationToken cancellation) => ReceiveAsync(0, cancellation);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<RespValue> ReceiveAsync(int depth, CancellationToken cancellation)
    {
        var line = await ReadLineAsync(cancellation);
        if (line.Length == 0 || depth > MaxDepth) throw new IOException("The answer is not in Redis' protocol.");
        var rest = line[1..];
        switch (line[0])
        {
            case '+' or ':': return new RespValue(rest);
            case '-': throw new RedisErrorException(rest);
            case '$': return await ReadBulkAsync(Length(rest), cancellation);
            case '*':
                var count = Length(rest);
                if (count < 0) return new RespValue(null);
                var items = new List<RespValue>();
                for (var i = 0; i < count; i++) items.Add(await ReceiveAsync(depth + 1, cancellation));
                return new RespValue(null, items);
            default: throw new IOException("The answer is not in Redis' protocol. Is the port another server's, or TLS?");
        }
    }

    private async Task<RespValue> ReadBulkAsync(int length, CancellationToken cancellation)
    {
        if (length < 0) return new RespValue(null);
        var bytes = new byte[length + 2];
        for (var filled = 0; filled < bytes.Length;)
        {
            if (_start == _end) await FillAsync(cancellation);
            var count = Math.Min(_end - _start, bytes.Length - filled);
            _buffer.AsSpan(_start, count).CopyTo(bytes.AsSpan(filled));
            _start += count;
            filled += count;
        }

        return new RespValue(Encoding.UTF8.GetString(bytes, 0, length));
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end) await FillAsync(cancellation);
            var letter = (char)_buffer[_start++];
            if (letter == '\n') return line.ToString();
            if (letter != '\r') line.Append(letter);
            if (line.Length > _buffer.Length) throw new IOException("The answer is not in Redis' protocol.");
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        if (_end == 0) throw new IOException("The node closed the connection.");
    }

    private static int Length(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) && length <= MaxBulkBytes
            ? length
            : throw new IOException("The answer is not in Redis' protocol.");

    private static void Write(MemoryStream bytes, string text) => bytes.Write(Encoding.UTF8.GetBytes(text));
}
