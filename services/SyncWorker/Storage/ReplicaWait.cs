using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Storage;

/// <summary>
/// Waits until a replica has what was just written to a partition: only then does a failover keep it, and only then is it acknowledged to
/// another region. <c>WAIT</c> speaks of its own connection's writes; what waits may have been written by another worker of the region.
/// </summary>
internal sealed class ReplicaWait(RedisCluster redis, TimeProvider time)
{
    private const int LongestMilliseconds = 250;
    private const int SettleMilliseconds = 60_000;

    private static readonly TimeSpan RoleLifetime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<EndPoint, (bool HasReplicas, long At)> _roles = new();

    /// <summary>Waits for each node by itself: one that is down, or whose replicas do not follow, leaves the others' partitions alone.</summary>
    public async ValueTask<Settlement> WaitAsync(IReadOnlyCollection<int> partitions, CancellationToken cancellation)
    {
        var connections = redis.Connections;
        var topology = connections.GetServers().FirstOrDefault(server => server.IsConnected && server.ClusterConfiguration is not null)?.ClusterConfiguration;
        if (topology is null) return new Settlement([], new RedisException("The cluster's topology is not known."));
        var nodes = partitions.GroupBy(partition => topology.GetBySlot(HashSlot.OfPartition(partition))?.EndPoint).ToList();
        var failures = await Task.WhenAll(nodes.Select(node => TryAsync(connections, node.Key, node.First()))).WaitAsync(cancellation);
        return new Settlement([.. nodes.Where((_, i) => failures[i] is null).SelectMany(node => node)], failures.FirstOrDefault(failure => failure is not null));
    }

    private async Task<Exception?> TryAsync(IConnectionMultiplexer connections, EndPoint? node, int partition)
    {
        try
        {
            if (node is null) return new RedisException($"No node has the slot of partition {partition}.");
            await WaitAsync(connections.GetServer(node), partition);
            return null;
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return exception;
        }
    }

    private async Task WaitAsync(IServer server, int partition)
    {
        // A node without any replica has nothing to wait for: its writes are as safe as they get.
        if (!await HasReplicasAsync(server)) return;
        // Replicas take a node's writes in their order, so that with this one they have what any process wrote before it.
        await server.ExecuteAsync("SET", $"c:{{{partition}}}:settle", "", "PX", SettleMilliseconds);
        if ((long)await server.ExecuteAsync("WAIT", 1, LongestMilliseconds) > 0) return;
        _roles.TryRemove(server.EndPoint, out _);
        throw new RedisException($"No replica of {server.EndPoint} has the writes within {LongestMilliseconds} ms.");
    }

    private async ValueTask<bool> HasReplicasAsync(IServer server)
    {
        if (_roles.TryGetValue(server.EndPoint, out var known) && time.GetElapsedTime(known.At) < RoleLifetime) return known.HasReplicas;
        var has = await server.RoleAsync() is Role.Master { Replicas.Count: > 0 };
        _roles[server.EndPoint] = (has, time.GetTimestamp());
        return has;
    }
}
