using System.Net;
using System.Net.Sockets;

namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>Takes the connections that one region's workers make to another's, and leads them there.</summary>
internal sealed class RegionLink(RegionLinkPlan plan, LinkWay there, LinkWay back, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Parse(plan.Address), plan.Port);
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    public RegionLinkPlan Plan => plan;

    public LinkWay There => there;

    /// <summary>Connections that are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <exception cref="SocketException">Its port is taken.</exception>
    public void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var target = new IPEndPoint(IPAddress.Parse(plan.Target), plan.Port);
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                running.RemoveWhere(task => task.IsCompleted);
                if (await AcceptOneAsync() is { } client) running.Add(ServeAsync(client, target));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<TcpClient?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync(_stop.Token);
        }
        catch (SocketException) when (!_stop.IsCancellationRequested)
        {
            // Whoever dialled has given up meanwhile.
            return null;
        }
    }

    private async Task ServeAsync(TcpClient client, IPEndPoint target)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            await new LinkConnection(client, there, back, time).RunAsync(target, _stop.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
