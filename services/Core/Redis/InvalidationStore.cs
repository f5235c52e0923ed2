using StackExchange.Redis;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>
/// Invalidation of all entries of a tag or a data subject by one record each, however many entries there are. The record's stamp
/// is later than every write the region has acknowledged before, in every partition: for that all clocks are read first.
/// </summary>
public sealed class InvalidationStore
{
    private readonly EntryStore _entries;
    private readonly PartitionScan _partitions;
    private readonly SharedScan<Stamp> _clocks;

    /// <summary>Invalidates in the region of the store.</summary>
    public InvalidationStore(EntryStore entries)
    {
        _entries = entries;
        _partitions = new PartitionScan(entries.Redis);
        _clocks = new SharedScan<Stamp>(ReadClocksAsync);
    }

    /// <summary>How long a record is kept: the longest life of an entry, which it must outlive.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(31);

    /// <summary>Stores a record for each name (<see cref="InvalidationId"/>) and returns their stamps.</summary>
    public async Task<IReadOnlyList<(string Id, Stamp Stamp)>> InvalidateAsync(
        IReadOnlyCollection<string> ids, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var latest = await ReadLatestClockAsync(cancellation);
        return await Task.WhenAll(ids.Select(async id => (id, (await _entries.WriteAsync(Record(id, now, latest), cancellation)).Version.Stamp)));
    }

    /// <summary>All lasting records of the region.</summary>
    public async Task<IReadOnlyList<(string Id, Stamp Stamp)>> LoadAsync(CancellationToken cancellation)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, Partitions.InvalidationCount).Select(partition =>
            _entries.Redis.RunAsync(
                partition,
                static (database, key) => database.SortedSetRangeByRankWithScoresAsync(key),
                (RedisKey)Partitions.InvalidationsKey(partition),
                cancellation).AsTask()));
        return [.. pages.SelectMany(page => page).Select(item => ((string)item.Element!, new Stamp((long)item.Score)))];
    }

    /// <summary>
    /// The latest stamp that any partition has handed out or taken over. It costs a call a primary; callers that come at once share it.
    /// </summary>
    public Task<Stamp> ReadLatestClockAsync(CancellationToken cancellation) => _clocks.RunAsync(cancellation);

    private async Task<Stamp> ReadClocksAsync()
    {
        var (answers, unread) = await _partitions.RunAsync("highest_clock");
        var others = await Task.WhenAll(unread.Select(partition => _entries.ReadClockAsync(partition, CancellationToken.None).AsTask()));
        return others.Concat(answers.Select(EntryStore.ToStamp)).DefaultIfEmpty().Max();
    }

    private static WriteRequest Record(string id, DateTimeOffset now, Stamp floor) =>
        LastingRecords.Request(id, (now + Lifetime).ToUnixTimeMilliseconds()) with { Floor = floor };
}
