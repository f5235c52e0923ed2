using System.Collections.Concurrent;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>One connection a node, opened when it is needed.</summary>
/// <param name="open">Opens a connection.</param>
internal sealed class NodePool(Func<NodeAddress, CancellationToken, Task<INodeConnection>> open) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<NodeAddress, INodeConnection> _connections = new();

    public async Task<INodeConnection> GetAsync(NodeAddress address, CancellationToken cancellation)
    {
        if (_connections.TryGetValue(address, out var connection)) return connection;
        return _connections[address] = await open(address, cancellation);
    }

    /// <summary>After a failure; the next use opens a new one.</summary>
    public async ValueTask DropAsync(NodeAddress address)
    {
        if (_connections.TryRemove(address, out var connection)) await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var address in _connections.Keys) await DropAsync(address);
    }
}
