using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using WedSync.Core.Redis;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>A node that can be asked and told.</summary>
internal interface INodeConnection : IAsyncDisposable
{
    /// <exception cref="RedisErrorException">The node answered with an error.</exception>
    Task<RespValue> CommandAsync(CancellationToken cancellation, params string[] command);

    /// <summary>Many commands in one round trip; answers in their order.</summary>
    Task<IReadOnlyList<RespValue>> PipelineAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation);
}

/// <summary>
/// A connection to exactly one node. A cluster client would go on to every address that the node names, which after a restart are the
/// addresses of others.
/// </summary>
internal sealed class NodeConnection : INodeConnection
{
    private readonly RespStream _stream;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Socket _socket;

    private NodeConnection(Socket socket, Stream stream, TimeSpan timeout, TimeProvider time)
    {
        _socket = socket;
        _stream = new RespStream(stream);
        _timeout = timeout;
        _time = time;
    }

    /// <summary>Connects, checks the certificate and says who we are.</summary>
    /// <exception cref="IOException">No connection, with the reason.</exception>
    /// <exception cref="RedisErrorException">The user was refused.</exception>
    public static async Task<NodeConnection> OpenAsync(
        NodeAddress address, RedisSettings settings, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), both.Token);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (settings.CaFile.Length > 0) stream = await SecureAsync(stream, settings.CaFile, both.Token);
            var connection = new NodeConnection(socket, stream, timeout, time);
            if (settings.Password is { } password)
            {
                string[] user = settings.Username.Length == 0 ? [] : [settings.Username];
                await connection.CommandAsync(cancellation, ["AUTH", .. user, password()]);
            }

            return connection;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw exception switch
            {
                RedisErrorException => exception,
                OperationCanceledException => new IOException($"no answer within {timeout.TotalSeconds:0.#} s"),
                SocketException socketException => new IOException(socketException.SocketErrorCode.ToString()),
                _ => new IOException(exception.Message),
            };
        }
    }

    public async Task<RespValue> CommandAsync(CancellationToken cancellation, params string[] command) =>
        (await PipelineAsync([command], cancellation))[0];

    public async Task<IReadOnlyList<RespValue>> PipelineAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _stream.SendAsync(commands, both.Token);
            var answers = new List<RespValue>(commands.Count);
            RedisErrorException? error = null;
            foreach (var _ in commands)
            {
                try
                {
                    answers.Add(await _stream.ReceiveAsync(both.Token));
                }
                catch (RedisErrorException exception)
                {
                    // The other answers are on their way and have to be read.
                    error ??= exception;
                }
            }

            return error is null ? answers : throw error;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"no answer within {_timeout.TotalSeconds:0.#} s");
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return _stream.DisposeAsync();
    }

    private static async Task<Stream> SecureAsync(Stream stream, string caFile, CancellationToken cancellation)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(caFile);
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                // The chain to our own CA proves a node; its names are those of the Service, and it is reached by address.
                TargetHost = "",
                EnabledSslProtocols = SslProtocols.None,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate is X509Certificate2 node && NodeCertificates.IsIssuedBy(node, authority),
            },
            cancellation);
        return secure;
    }
}
