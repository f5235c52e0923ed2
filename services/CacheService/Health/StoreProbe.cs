using System.Globalization;
using System.Net;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Health;

/// <summary>
/// Tries a read and a small write at every primary again and again: a store whose memory or disk is full answers reads as ever, and a region
/// without traffic would not notice.
/// </summary>
internal sealed class StoreProbe(RedisCluster redis, TimeProvider time) : IBackgroundLoop
{
    private const int LifetimeMilliseconds = 60_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private StoreHealth _health = StoreHealth.Unknown;

    public string Name => "store-probe";

    public StoreHealth Current => Volatile.Read(ref _health);

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            Volatile.Write(ref _health, await LookAsync(redis.Connections));
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static async Task<StoreHealth> LookAsync(IConnectionMultiplexer connections)
    {
        var topology = connections.GetServers().FirstOrDefault(server => server.IsConnected && server.ClusterConfiguration is not null)?.ClusterConfiguration;
        if (topology is null) return StoreHealth.Unknown;
        var answers = await Task.WhenAll(OnePartitionEach(topology).Select(pair => TryAsync(connections.GetServer(pair.Key), pair.Value)));
        return new StoreHealth(
            answers.Length, answers.Count(answer => answer.Reads), answers.Count(answer => answer.Refusal.Length == 0),
            answers.Select(answer => answer.Refusal).FirstOrDefault(refusal => refusal.Length > 0) ?? "");
    }

    private static Dictionary<EndPoint, int> OnePartitionEach(ClusterConfiguration topology)
    {
        var chosen = new Dictionary<EndPoint, int>();
        for (var partition = 0; partition < Partitions.Count; partition++)
        {
            if (topology.GetBySlot(HashSlot.OfPartition(partition))?.EndPoint is { } primary) chosen.TryAdd(primary, partition);
        }

        return chosen;
    }

    private static async Task<(bool Reads, string Refusal)> TryAsync(IServer server, int partition)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"c:{{{partition}}}:probe");
        var (reads, _) = await TryAsync(server, "GET", key);
        var (_, refusal) = await TryAsync(server, "SET", key, "", "PX", LifetimeMilliseconds);
        return (reads, refusal);
    }

    private static async Task<(bool IsDone, string Refusal)> TryAsync(IServer server, string command, params object[] arguments)
    {
        try
        {
            await server.ExecuteAsync(command, arguments);
            return (true, "");
        }
        catch (Exception exception) when (RedisFaults.Of(exception) == RedisFault.Moving)
        {
            // The slot has just gone to another node; this one works.
            return (true, "");
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return (false, Describe(exception));
        }
    }

    // Everybody may ask for the region's health: what a node said in its own words stays in the log.
    private static string Describe(Exception exception) => RedisFaults.Of(exception) switch
    {
        RedisFault.Refusing when exception.Message.StartsWith("OOM", StringComparison.Ordinal) => "memory is full",
        RedisFault.Refusing => "the disk takes no writes",
        RedisFault.Denied => "the service's user may not",
        _ when exception.Message.StartsWith("NOREPLICAS", StringComparison.Ordinal) => "no replica follows",
        _ => "no answer",
    };
}
