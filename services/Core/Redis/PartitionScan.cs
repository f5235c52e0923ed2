using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Redis;

/// <summary>
/// Reads something of every partition with one call a primary. What a node does not answer for, because it is down, no primary any more
/// or its slots are on their way, is named, to be read partition by partition with all the patience of <see cref="RedisCluster"/>.
/// </summary>
internal sealed class PartitionScan(RedisCluster redis)
{
    private Plan? _plan;

    /// <summary>Calls a function of the library that takes arguments and partitions, and answers a pair: its result, the unread partitions.</summary>
    public async Task<(IReadOnlyList<RedisResult> Answers, IReadOnlyList<int> Unread)> RunAsync(string function, params RedisValue[] arguments)
    {
        var connections = redis.Connections;
        var plan = PlanFor(connections);
        var replies = await Task.WhenAll(plan.Nodes.Select(node => AskAsync(connections, node, function, arguments)));
        var unread = new List<int>(plan.Homeless);
        var answers = new List<RedisResult>(replies.Length);
        foreach (var (reply, node) in replies.Zip(plan.Nodes))
        {
            if (reply is null)
            {
                unread.AddRange(node.Partitions);
                continue;
            }

            answers.Add(reply[0]);
            unread.AddRange(((RedisResult[])reply[1]!).Select(partition => int.Parse((string)partition!, CultureInfo.InvariantCulture)));
        }

        return (answers, unread);
    }

    private static async Task<RedisResult[]?> AskAsync(IConnectionMultiplexer connections, Node node, string function, RedisValue[] arguments)
    {
        object[] call = [FunctionLibrary.Function(function), 0, .. arguments.Cast<object>(), .. node.Names];
        try
        {
            return (RedisResult[])(await connections.GetServer(node.EndPoint).ExecuteAsync("FCALL", call))!;
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            if (RedisFaults.Of(exception) == RedisFault.FunctionsMissing) await FunctionLibrary.EnsureAsync(connections);
            return null;
        }
    }

    // The client makes a new picture of the cluster every few seconds; until then the partitions' places stay worked out.
    private Plan PlanFor(IConnectionMultiplexer connections)
    {
        var topology = connections.GetServers().FirstOrDefault(server => server.IsConnected && server.ClusterConfiguration is not null)?.ClusterConfiguration;
        var known = Volatile.Read(ref _plan);
        if (known is not null && ReferenceEquals(known.Topology, topology)) return known;
        var places = Enumerable.Range(0, Partitions.Count).ToLookup(partition => topology?.GetBySlot(HashSlot.OfPartition(partition))?.EndPoint);
        var nodes = places.Where(place => place.Key is not null)
            .Select(place => new Node(place.Key!, [.. place], [.. place.Select(partition => (object)partition.ToString(CultureInfo.InvariantCulture))]));
        var plan = new Plan(topology, [.. nodes], [.. places[null]]);
        Volatile.Write(ref _plan, plan);
        return plan;
    }

    private sealed record Node(System.Net.EndPoint EndPoint, int[] Partitions, object[] Names);

    private sealed record Plan(ClusterConfiguration? Topology, Node[] Nodes, int[] Homeless);
}
