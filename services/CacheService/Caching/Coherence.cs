using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Caching;

/// <summary>
/// Hears every change of the region on the channel that the Redis functions publish to, and knows how far it has heard: each primary's
/// sign of life comes over the same channel several times a second, with the time it was made. Memory is trusted for 700 ms after
/// the oldest of the primaries' last ones, so that nothing is served that was changed more than a second ago (docs/decisions/0024).
/// </summary>
internal sealed partial class Coherence : IBackgroundLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BeatInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LearnInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan ResubscribeAfter = TimeSpan.FromSeconds(3);

    private readonly RedisCluster _redis;
    private readonly InvalidationStore _store;
    private readonly InvalidationTable _invalidations;
    private readonly MemoryTier _memory;
    private readonly Waiters _waiters;
    private readonly RenewalPauses _pauses;
    private readonly TimeProvider _time;
    private readonly ILogger<Coherence> _logger;
    private readonly FeedLease _lease;
    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);
    private readonly int[] _generations = new int[Partitions.Count];
    private IConnectionMultiplexer? _subscribed;
    private long _brokenAt;
    private long _trustedUntil = long.MinValue;
    private volatile bool _hasBeenCurrent;
    private volatile int _epoch;
    private volatile int _breaks = 1;
    private volatile int _mendedBreaks;

    public Coherence(
        RedisCluster redis, InvalidationStore store, InvalidationTable invalidations, MemoryTier memory, Waiters waiters,
        RenewalPauses pauses, TimeProvider time, ILogger<Coherence> logger)
    {
        (_redis, _store, _invalidations, _memory) = (redis, store, invalidations, memory);
        (_waiters, _pauses, _time, _logger) = (waiters, pauses, time, logger);
        _lease = new FeedLease(Trust, time.TimestampFrequency);
        _brokenAt = time.GetTimestamp();
    }

    public string Name => "coherence";

    /// <summary>Raised for notices that concern no record, with their name.</summary>
    public event Action<string>? Noticed;

    /// <summary>Raised after a time without changes was made up for.</summary>
    public event Action? Recovered;

    /// <summary>Whether what is in memory may be served as it is. It ends by the clock, whatever else stands still.</summary>
    public bool IsCurrent => _mendedBreaks == _breaks && _time.GetTimestamp() < Volatile.Read(ref _trustedUntil);

    /// <summary>Whether it was so once: the invalidations of the time before the start are known.</summary>
    public bool HasBeenCurrent => _hasBeenCurrent;

    /// <summary>Grows after every time in which changes may have been missed; entries of an earlier epoch have to be read again.</summary>
    public int Epoch => _epoch;

    /// <summary>Grows with every change in the partition: a value read before it must not be kept after it.</summary>
    public int GenerationOf(int partition) => Volatile.Read(ref _generations[partition]);

    /// <summary>Takes note of a change that this pod made, before the channel brings it: a pod reads at once what it has written.</summary>
    public void OnChanged(string id, int partition)
    {
        Interlocked.Increment(ref _generations[partition]);
        _memory.Remove(id);
    }

    /// <summary>Reads all lasting records again: at the start, after a break, and now and then to forget what is over.</summary>
    public async Task LoadInvalidationsAsync(CancellationToken cancellation) =>
        _invalidations.Load(await _store.LoadAsync(cancellation), _time.GetUtcNow());

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        do
        {
            try
            {
                await StepAsync(cancellation);
            }
            catch (Exception exception)
            {
                // Whatever it was, changes may have been missed.
                Break();
                if (!RedisFaults.IsOutage(exception)) throw;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var connections = _redis.Connections;
        if (!ReferenceEquals(_subscribed, connections)) await SubscribeAsync(connections);
        var primaries = Primaries(connections);
        MakeBeats(connections, primaries);
        var names = primaries.ConvertAll(primary => primary.ToString()!);
        Volatile.Write(ref _trustedUntil, _lease.TrustedUntil(names));
        if (IsCurrent) return;
        if (_mendedBreaks == _breaks) Break();
        await MendAsync(names, cancellation);
    }

    // Beats that were made after the break have come through: from them on nothing is missing, and what was missed is made up for.
    private async Task MendAsync(List<string> primaries, CancellationToken cancellation)
    {
        var breaks = _breaks;
        if (_lease.OldestBeat(primaries) <= Volatile.Read(ref _brokenAt))
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _brokenAt)) > ResubscribeAfter) _subscribed = null;
            return;
        }

        await LoadInvalidationsAsync(cancellation);
        // What was read until now may be older than a change that was not heard.
        _epoch++;
        Volatile.Write(ref _trustedUntil, _lease.TrustedUntil(primaries));
        _mendedBreaks = breaks;
        _hasBeenCurrent = true;
        LogHeard(_logger, _epoch);
        Recovered?.Invoke();
    }

    private async Task SubscribeAsync(IConnectionMultiplexer connections)
    {
        Break();
        var subscriber = connections.GetSubscriber();
        var channel = RedisChannel.Literal(ChangeMessage.Channel);
        await subscriber.UnsubscribeAsync(channel);
        // A queue keeps the order, on which the beats' meaning rests; handlers by themselves do not.
        var queue = await subscriber.SubscribeAsync(channel);
        queue.OnMessage(message => OnMessage((string)message.Message!));
        connections.ConnectionFailed -= OnConnectionFailed;
        connections.ConnectionFailed += OnConnectionFailed;
        Break();
        _subscribed = connections;
    }

    // Messages between the loss and the new subscription are lost, however short it was.
    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failure)
    {
        if (failure.ConnectionType == ConnectionType.Subscription) Break();
    }

    private void Break()
    {
        Volatile.Write(ref _brokenAt, _time.GetTimestamp());
        var was = _mendedBreaks == _breaks;
        Interlocked.Increment(ref _breaks);
        if (was) LogLost(_logger, _epoch);
    }

    private void OnMessage(string text)
    {
        if (!ChangeMessage.TryParse(text, out var message)) return;
        switch (message.Kind)
        {
            case ChangeKind.Beat:
                _lease.Beat(message.Id, message.Stamp.Value);
                break;
            case ChangeKind.Notice:
                Noticed?.Invoke(message.Id);
                break;
            case ChangeKind.Stored:
                OnChanged(message.Id, message.Partition & (Partitions.Count - 1));
                if (EntryId.IsInvalidation(message.Id)) _invalidations.Add(message.Id, message.Stamp);
                _waiters.Wake(message.Id, failed: false);
                break;
            default:
                if (message.Kind == ChangeKind.Failed) _pauses.Pause(message.Id, RenewalPauses.AfterFailure);
                _waiters.Wake(message.Id, failed: message.Kind == ChangeKind.Failed);
                break;
        }
    }

    // All pods share the beats: who has just heard a primary need not make it speak, and asks only for its clock now and then.
    private void MakeBeats(IConnectionMultiplexer connections, List<EndPoint> primaries)
    {
        var now = _time.GetTimestamp();
        foreach (var primary in primaries)
        {
            var name = primary.ToString()!;
            var lastBeat = _lease.LastBeat(name);
            var isSilent = lastBeat == long.MinValue || _time.GetElapsedTime(lastBeat, now) >= BeatInterval;
            // One question at a time: more of them would only lie before a node that does not answer.
            var lastAsked = _asked.GetOrAdd(name, long.MinValue);
            if (lastAsked == long.MaxValue) continue;
            if (!isSilent && lastAsked != long.MinValue && _time.GetElapsedTime(lastAsked, now) < LearnInterval) continue;
            _asked[name] = long.MaxValue;
            _ = AskAsync(connections.GetServer(primary), name, now, isSilent);
        }
    }

    private async Task AskAsync(IServer server, string name, long now, bool speak)
    {
        try
        {
            if (!server.IsConnected) return;
            var answer = (RedisResult[])(await server.ExecuteAsync("TIME"))!;
            var microseconds = (Number(answer[0]) * 1_000_000) + Number(answer[1]);
            _lease.Learn(name, now, microseconds);
            var beat = new ChangeMessage(ChangeKind.Beat, 0, new Stamp(microseconds), "", name).ToString();
            if (speak) await server.ExecuteAsync("PUBLISH", ChangeMessage.Channel, beat);
        }
        catch (Exception exception)
        {
            // Silence is what tells; the log, when the node answers something else than the time.
            if (!RedisFaults.IsOutage(exception)) LogNotAsked(_logger, exception, name);
        }
        finally
        {
            _asked[name] = now;
        }

        static long Number(RedisResult result) => long.Parse((string)result!, NumberStyles.None, CultureInfo.InvariantCulture);
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

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "{Primary} cannot be asked for its time")]
    private static partial void LogNotAsked(ILogger logger, Exception exception, string primary);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Changes of the region are heard (epoch {Epoch})")]
    private static partial void LogHeard(ILogger logger, int epoch);
}
