using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WedSync.Core.Redis;

namespace WedSync.TestKit.Redis;

/// <summary>
/// A server that speaks as one node that serves all slots, and answers every command on data with one error: a real node cannot be brought to
/// answer with each of those it has.
/// </summary>
public sealed class RefusingRedis : IAsyncDisposable
{
    private static readonly HashSet<string> Greetings = new(StringComparer.OrdinalIgnoreCase)
    {
        "HELLO", "CLIENT", "CONFIG", "INFO", "CLUSTER", "PING", "ECHO", "SENTINEL", "SUBSCRIBE", "UNSUBSCRIBE", "ASKING", "READONLY",
    };

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private string _error = "";
    private long _refused;

    /// <summary>Listens on a free port.</summary>
    public RefusingRedis()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The answer to every command on data, without its minus; empty = an empty value.</summary>
    public string Error
    {
        get => Volatile.Read(ref _error);
        set => Volatile.Write(ref _error, value);
    }

    /// <summary>Commands that were answered with the error.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How to connect; with short limits, since nothing gets better by waiting.</summary>
    public RedisSettings Settings => new()
    {
        Endpoints = [$"127.0.0.1:{Port}"],
        // Others may keep both cores busy when it connects.
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AttemptTimeout = TimeSpan.FromSeconds(2),
        Deadline = TimeSpan.FromMilliseconds(30),
    };

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                while (await ReadAsync(reader) is { } command)
                    await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Answer(command)), _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client is gone.
            }
        }
    }

    private async Task<string[]?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(_stop.Token) is not { } head) return null;
        var command = new string[int.Parse(head.AsSpan(1), CultureInfo.InvariantCulture)];
        for (var i = 0; i < command.Length; i++)
        {
            var length = int.Parse((await reader.ReadLineAsync(_stop.Token)).AsSpan(1), CultureInfo.InvariantCulture);
            var text = new char[length + 2];
            await reader.ReadBlockAsync(text, _stop.Token);
            command[i] = new string(text, 0, length);
        }

        return command;
    }

    private string Answer(string[] command)
    {
        var name = command[0].ToUpperInvariant();
        if (!Greetings.Contains(name))
        {
            if (Error.Length == 0) return "$-1\r\n";
            Interlocked.Increment(ref _refused);
            return $"-{Error}\r\n";
        }

        return name switch
        {
            "HELLO" => "-ERR unknown command 'HELLO'\r\n",
            "PING" => "+PONG\r\n",
            "ECHO" => Bulk(command[1]),
            "INFO" => Bulk("# Server\r\nredis_version:7.0.15\r\nredis_mode:cluster\r\n# Replication\r\nrole:master\r\n"),
            "CLUSTER" => Bulk($"{new string('a', 40)} 127.0.0.1:{Port}@{Port + 1} myself,master - 0 0 1 connected 0-16383\n"),
            "SUBSCRIBE" or "UNSUBSCRIBE" => $"*3\r\n{Bulk(name.ToLowerInvariant())}{Bulk(command.ElementAtOrDefault(1) ?? "")}:1\r\n",
            "CONFIG" or "SENTINEL" => "*0\r\n",
            _ => "+OK\r\n",
        };
    }

    private static string Bulk(string text) => string.Create(CultureInfo.InvariantCulture, $"${text.Length}\r\n{text}\r\n");
}
