using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using StackExchange.Redis;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Quarantine;

/// <summary>A record that is held back.</summary>
internal sealed record HeldRecord(string Peer, string Id, string Stamp, string Origin, DateTimeOffset Until);

/// <summary>
/// Records of peers whose stamps are ahead of the clock: they are not taken, and neither is anything after them in their partition. They
/// leave by themselves when their time has come, or by an operator's command. The list lies in Redis, so that the command sees those of all workers.
/// </summary>
internal sealed class HeldRecords(RedisCluster redis, TimeProvider time) : IBackgroundLoop
{
    private const string Key = "c:sync-held";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Peer, int Partition), IReadOnlyList<Item>> _held = [];
    private readonly HashSet<(string Peer, int Partition)> _changed = [];

    // Listed by a worker that held the partition before.
    private readonly HashSet<(string Peer, int Partition)> _inherited = [];

    /// <summary>Replaces what is held of a peer in a partition. False when nothing changed.</summary>
    public bool Set(string peer, int partition, IReadOnlyList<Item> records)
    {
        lock (_lock)
        {
            var isKnown = _held.TryGetValue((peer, partition), out var former);
            if (!_inherited.Remove((peer, partition)) && !isKnown && records.Count == 0) return false;
            if (isKnown && former!.SequenceEqual(records)) return false;
            if (records.Count == 0) _held.Remove((peer, partition));
            else _held[(peer, partition)] = records;
            _changed.Add((peer, partition));
            return true;
        }
    }

    public long Count(string peer)
    {
        lock (_lock) return _held.Where(pair => pair.Key.Peer == peer).Sum(pair => (long)pair.Value.Count);
    }

    public string Name => "held-records";

    /// <summary>Writes changes to the shared list until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var isRead = false;
        do
        {
            try
            {
                if (!isRead) await InheritAsync();
                isRead = true;
                await WriteAsync();
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // What changed stays marked.
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>All that any worker of the region holds back.</summary>
    public static async Task<IReadOnlyList<HeldRecord>> ReadAsync(RedisCluster redis)
    {
        var lists = await redis.Database.HashValuesAsync(Key);
        return [.. lists.SelectMany(list => JsonSerializer.Deserialize((string)list!, HeldJson.Default.IReadOnlyListHeldRecord) ?? [])];
    }

    private async Task InheritAsync()
    {
        foreach (var field in await redis.Database.HashKeysAsync(Key))
        {
            var parts = ((string)field!).Split('/');
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)) continue;
            lock (_lock) _inherited.Add((parts[0], partition));
        }
    }

    private async Task WriteAsync()
    {
        List<((string Peer, int Partition) Key, IReadOnlyList<Item> Records)> changes;
        lock (_lock) changes = [.. _changed.Select(key => (key, _held.GetValueOrDefault(key, [])))];
        foreach (var (key, records) in changes)
        {
            var field = $"{key.Peer}/{key.Partition}";
            if (records.Count == 0) await redis.Database.HashDeleteAsync(Key, field);
            else await redis.Database.HashSetAsync(Key, field, JsonSerializer.Serialize(records.Select(item => Describe(key.Peer, item)).ToList(), HeldJson.Default.IReadOnlyListHeldRecord));
            lock (_lock)
            {
                if (_held.GetValueOrDefault(key, []).SequenceEqual(records)) _changed.Remove(key);
            }
        }
    }

    private static HeldRecord Describe(string peer, Item item) => new(
        peer, item.Id, item.Version.Stamp.ToString(), item.Version.Origin, DateTimeOffset.FromUnixTimeMilliseconds(item.Version.Stamp.UnixMilliseconds));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<HeldRecord>))]
internal sealed partial class HeldJson : JsonSerializerContext;
