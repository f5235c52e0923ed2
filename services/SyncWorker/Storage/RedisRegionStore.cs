using StackExchange.Redis;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Storage;

/// <summary>The region's Redis cluster as the protocol sees it.</summary>
/// <param name="entries">The region's records.</param>
/// <param name="origins">Regions whose writes may be there.</param>
/// <param name="skewLimit">How far ahead of the clock a stamp may be.</param>
/// <param name="time">The clock of waits.</param>
internal sealed class RedisRegionStore(EntryStore entries, Func<IEnumerable<string>> origins, TimeSpan skewLimit, TimeProvider time) : IRegionStore
{
    private const int HeadsPerCall = 500;

    private readonly ReplicationStore _replication = new(entries);
    private readonly IndexSweeper _sweeper = new(entries);
    private readonly ReplicaWait _replicas = new(entries.Redis, time);

    public string Region => entries.Region;

    public async ValueTask<PartitionState> ReadStateAsync(int partition, CancellationToken cancellation) =>
        State(partition, await _replication.ReadAsync(partition, cancellation));

    public async ValueTask<IReadOnlyList<(string Id, Stamp Stamp)>> ReadIndexAsync(
        int partition, string origin, Stamp after, Stamp upTo, int limit, CancellationToken cancellation)
    {
        var names = await entries.Redis.RunAsync(
            partition,
            static (database, state) => database.SortedSetRangeByScoreWithScoresAsync(
                state.Key, state.After, state.UpTo, Exclude.Start, Order.Ascending, 0, state.Limit),
            (Key: (RedisKey)Partitions.IndexKey(partition, origin), After: (double)after.Value, UpTo: (double)upTo.Value, Limit: limit),
            cancellation);
        return Array.ConvertAll(names, name => ((string)name.Element!, new Stamp((long)name.Score)));
    }

    public ValueTask<long> CountIndexAsync(int partition, string origin, Stamp after, CancellationToken cancellation) =>
        entries.Redis.RunAsync(
            partition,
            static (database, state) => database.SortedSetLengthAsync(state.Key, state.After, double.PositiveInfinity, Exclude.Start),
            (Key: (RedisKey)Partitions.IndexKey(partition, origin), After: (double)after.Value),
            cancellation);

    public async ValueTask<IReadOnlyList<StoredRecord>> ReadAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return [];
        var keys = ids.Select(id => (RedisKey)Partitions.EntryKey(partition, id)).ToArray();
        var values = await entries.Redis.RunAsync(partition, static (database, keys) => database.StringGetAsync(keys), keys, cancellation);
        var records = new List<StoredRecord>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!values[i].IsNull) records.Add(new StoredRecord(ids[i], (byte[])values[i]!));
        }

        return records;
    }

    public async ValueTask<(PartitionState State, IReadOnlyList<Item> Items)> ListAsync(int partition, CancellationToken cancellation)
    {
        var (position, names) = await _replication.ReadWithIdsAsync(partition, origins().Distinct(), cancellation);
        var items = new List<Item>(names.Count);
        // A name stays in an index when its record expires, and can be in another one later.
        foreach (var ids in names.Distinct(StringComparer.Ordinal).Chunk(HeadsPerCall))
        {
            var heads = await _replication.ReadHeadsAsync(partition, ids, cancellation);
            for (var i = 0; i < ids.Length; i++)
            {
                if (RecordHead.TryRead(ids[i], heads[i], out var item)) items.Add(item);
            }
        }

        return (State(partition, position), items);
    }

    public ValueTask<ApplyOutcome> ApplyAsync(int partition, StoredRecord record, CancellationToken cancellation) =>
        Partitions.Of(record.Id) == partition
            ? entries.ApplyAsync(record.Id, record.Value, skewLimit, cancellation)
            : throw new ArgumentException($"A record of partition {Partitions.Of(record.Id)} came as one of {partition}.", nameof(record));

    public ValueTask<Settlement> SettleAsync(IReadOnlyCollection<int> partitions, CancellationToken cancellation) =>
        _replicas.WaitAsync(partitions, cancellation);

    public async ValueTask<Advance> AdvanceAsync(
        int partition, string generation, string origin, string originGeneration, Stamp from, Stamp to, CancellationToken cancellation) =>
        await _replication.MoveCursorAsync(partition, generation, origin, originGeneration, from, to, cancellation) switch
        {
            "done" => Advance.Done,
            "gap" => Advance.Gap,
            _ => Advance.Moved,
        };

    public ValueTask<bool> AdoptAsync(DataLife life, PartitionState peer, Stamp compared, CancellationToken cancellation)
    {
        var cursors = peer.Cursors.Append(KeyValuePair.Create(peer.Region, peer.Clock)).Where(cursor => cursor.Key != Region)
            .Select(cursor => (ReplicationStore.CursorField + cursor.Key, cursor.Value));
        var floors = peer.Floors.Select(floor => (ReplicationStore.FloorField + floor.Key, floor.Value));
        var heard = peer.Heard.Where(stamp => stamp.Key != Region).Select(stamp => (ReplicationStore.HeardField + stamp.Key, stamp.Value));
        return _replication.AdoptAsync(
            peer.Partition, life, peer.Region, peer.Generation,
            cursors.Concat(heard).Concat(floors).Append((ReplicationStore.ComparedField + peer.Region, compared)), cancellation);
    }

    public ValueTask<bool> RaiseClockAsync(int partition, Stamp seen, CancellationToken cancellation) =>
        _replication.RaiseClockAsync(partition, seen, skewLimit, cancellation);

    public ValueTask<bool> AcknowledgeAsync(int partition, HeldStretch held, Member peer, CancellationToken cancellation) =>
        _replication.AcknowledgeAsync(partition, peer.Region, peer.Residency, held, cancellation);

    public async ValueTask<bool> RemoveAsync(int partition, Item item, CancellationToken cancellation)
    {
        var stored = await entries.ReadAsync(item.Id, cancellation);
        if (stored is null || !EntryCodec.TryDecode(stored, out var entry, out _) || entry!.Version != item.Version || entry.WriteId != item.WriteId)
            return false;
        return await _replication.RemoveAsync(partition, item.Id, entry, cancellation);
    }

    public async ValueTask<long> SweepAsync(int partition, string origin, Stamp upTo, CancellationToken cancellation) =>
        await _sweeper.SweepAsync(partition, origin, upTo, cancellation);

    private PartitionState State(int partition, ReplicationPosition position) => new()
    {
        Region = Region,
        Partition = partition,
        Generation = position.Generation,
        Returned = position.Returned,
        HasEvicted = position.HasEvicted,
        Clock = position.Clock,
        Cursors = Stamps(position.State, ReplicationStore.CursorField),
        Heard = Stamps(position.State, ReplicationStore.HeardField),
        Floors = Stamps(position.State, ReplicationStore.FloorField),
        PeerGenerations = Texts(position.State, ReplicationStore.GenerationField),
        OwnGenerations = Texts(position.State, ReplicationStore.OwnGenerationField),
        Acknowledged = Stamps(position.Acknowledged, ""),
        Compared = Stamps(position.State, ReplicationStore.ComparedField),
    };

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, string> fields, string prefix) =>
        Fields(fields, prefix).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    private static Dictionary<string, Stamp> Stamps(IReadOnlyDictionary<string, string> fields, string prefix) =>
        Fields(fields, prefix).ToDictionary(
            pair => pair.Name, pair => Stamp.TryParse(pair.Value, out var stamp) ? stamp : Stamp.Zero, StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Value)> Fields(IReadOnlyDictionary<string, string> fields, string prefix) =>
        fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(field => (field.Key[prefix.Length..], field.Value));
}
