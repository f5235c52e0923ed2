using System.Collections.Concurrent;
using System.Net;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>
/// Hears every change of the region on the channel that the Redis functions publish to, and knows whether it hears: each primary's
/// sign of life comes over the same channel several times a second. Without one for 700 ms the pod's own memory is not
/// trusted until the changes are heard again, so that nothing is served that was changed more than a second ago.
/// </summary>
internal sealed partial class Coherence(
    RedisCluster redis, InvalidationStore store, InvalidationTable invalidations, MemoryTier memory, Waiters waiters,
    TimeProvider time, ILogger<Coherence> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BeatInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan ResubscribeAfter = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, long> _heard = new(StringComparer.Ordinal);
    private readonly int[] _generations = new int[Partitions.Count];
    private IConnectionMultiplexer? _subscribed;
    private long _silentSince;
    private volatile bool _isCurrent;
    private volatile bool _hasBeenCurrent;
    private volatile int _epoch;

    /// <summary>Raised for notices that concern no record, with their name.</summary>
    public event Action<string>? Noticed;

    /// <summary>Raised after a time without changes was made up for.</summary>
    public event Action? Recovered;

    /// <summary>Whether what is in memory may be served as it is.</summary>
    public bool IsCurrent => _isCurrent;

    /// <summary>Whether it was so once: the invalidations of the time before the start are known.</summary>
    public bool HasBeenCurrent => _hasBeenCurrent;

    /// <summary>Grows whenever changes may have been missed; entries of an earlier epoch have to be read again.</summary>
    public int Epoch => _epoch;

    /// <summary>Grows with every change in the partition: a value read before it must not be kept after it.</summary>
    public int GenerationOf(int partition) => Volatile.Read(ref _generations[partition]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _silentSince = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                SetLost();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var connections = redis.Connections;
        if (!ReferenceEquals(_subscribed, connections)) await SubscribeAsync(connections);
        var primaries = Primaries(connections);
        SendBeats(connections, primaries);
        if (primaries.Count == 0 || !primaries.All(primary => IsRecent(primary.ToString()!)))
        {
            SetLost();
            if (time.GetElapsedTime(_silentSince) > ResubscribeAfter) _subscribed = null;
            return;
        }

        if (_isCurrent) return;
        await LoadInvalidationsAsync(cancellation);
        _isCurrent = true;
        _hasBeenCurrent = true;
        LogHeard(logger, _epoch);
        Recovered?.Invoke();
    }

    private async Task SubscribeAsync(IConnectionMultiplexer connections)
    {
        var subscriber = connections.GetSubscriber();
        var channel = RedisChannel.Literal(ChangeMessage.Channel);
        await subscriber.UnsubscribeAsync(channel);
        await subscriber.SubscribeAsync(channel, (_, message) => OnMessage((string)message!));
        _subscribed = connections;
        _silentSince = time.GetTimestamp();
    }

    private async Task LoadInvalidationsAsync(CancellationToken cancellation)
    {
        // From a little before the newest known: clocks of partitions differ, and adding one twice changes nothing.
        var from = new Stamp(Math.Max(0, invalidations.Latest.Value - (60_000 * Stamp.TicksPerMillisecond)));
        foreach (var (id, stamp) in await store.LoadAsync(from, cancellation)) invalidations.Add(id, stamp);
    }

    private void SetLost()
    {
        if (!_isCurrent) return;
        _isCurrent = false;
        _epoch++;
        _silentSince = time.GetTimestamp();
        LogLost(logger, _epoch);
    }

    private bool IsRecent(string primary) =>
        _heard.TryGetValue(primary, out var at) && time.GetElapsedTime(at) < MaxSilence;

    private void OnMessage(string text)
    {
        if (!ChangeMessage.TryParse(text, out var message)) return;
        switch (message.Kind)
        {
            case ChangeKind.Beat:
                _heard[message.Id] = time.GetTimestamp();
                break;
            case ChangeKind.Notice:
                Noticed?.Invoke(message.Id);
                break;
            case ChangeKind.Stored:
                Interlocked.Increment(ref _generations[message.Partition & (Partitions.Count - 1)]);
                memory.Remove(message.Id);
                if (EntryId.IsInvalidation(message.Id)) invalidations.Add(message.Id, message.Stamp);
                waiters.Wake(message.Id, failed: false);
                break;
            default:
                waiters.Wake(message.Id, failed: message.Kind == ChangeKind.Failed);
                break;
        }
    }

    // All pods share the beats: who has just heard a primary need not make it speak.
    private void SendBeats(IConnectionMultiplexer connections, List<EndPoint> primaries)
    {
        foreach (var primary in primaries)
        {
            var name = primary.ToString()!;
            if (_heard.TryGetValue(name, out var at) && time.GetElapsedTime(at) < BeatInterval) continue;
            var beat = new ChangeMessage(ChangeKind.Beat, 0, Stamp.Zero, "", name).ToString();
            _ = SendAsync(connections.GetServer(primary), beat);
        }

        static async Task SendAsync(IServer server, string beat)
        {
            try
            {
                if (server.IsConnected) await server.ExecuteAsync("PUBLISH", ChangeMessage.Channel, beat);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // Silence is what tells.
            }
        }
    }

    // A primary that cannot be reached counts: its changes cannot be heard either.
    private static List<EndPoint> Primaries(IConnectionMultiplexer connections)
    {
        foreach (var server in connections.GetServers())
        {
            if (!server.IsConnected || server.ClusterConfiguration is not { } cluster) continue;
            return [.. cluster.Nodes.Where(node => !node.IsReplica && node.Slots.Count > 0 && node.EndPoint is not null).Select(node => node.EndPoint!)];
        }

        return [];
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Changes of the region are not heard; memory is bypassed (epoch {Epoch})")]
    private static partial void LogLost(ILogger logger, int epoch);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Changes of the region are heard (epoch {Epoch})")]
    private static partial void LogHeard(ILogger logger, int epoch);
}
