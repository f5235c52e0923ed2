using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Stamps;

namespace WedSync.Core.Redis;

/// <summary>Erases everything of a data subject in one region.</summary>
public sealed class EraseStore(EntryStore entries)
{
    private const int Parallelism = 64;

    private readonly PartitionScan _partitions = new(entries.Redis);

    /// <summary>Replaces every entry of the subject with a tombstone and empties its index. Running it again changes nothing.</summary>
    /// <param name="subjectId">From <see cref="SubjectId.Of"/>.</param>
    /// <param name="tenant">The tenant that the subject belongs to.</param>
    /// <param name="cancellation">Stops between two entries.</param>
    /// <returns>How many entries were erased.</returns>
    public async Task<int> EraseAsync(string tenant, string subjectId, CancellationToken cancellation)
    {
        var erased = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(await HoldersAsync(EntryId.ForSubject(tenant, subjectId)), options, async (partition, token) =>
        {
            foreach (var id in await MembersAsync(partition, tenant, subjectId, token))
            {
                if (await EraseEntryAsync(id, partition, tenant, subjectId, token)) Interlocked.Increment(ref erased);
            }
        });
        return erased;
    }

    /// <summary>
    /// Whether a write of a data subject may stay. An erasure stores its record first and looks for entries then: either it finds what was
    /// written, or the record is found here, and what was written is taken out again. What cannot be looked at is taken out as well.
    /// </summary>
    /// <param name="written">What was asked to be written.</param>
    /// <param name="stamp">The stamp that it got.</param>
    /// <remarks>It is not cancelled: a caller that hangs up must not leave an erased subject's data.</remarks>
    public async ValueTask<bool> KeepUnlessErasedAsync(WriteRequest written, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(written);
        byte[]? record;
        try
        {
            record = await entries.ReadAsync(InvalidationId.OfSubject(written.Entry.Subject), CancellationToken.None);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            await TakeOutAsync(written, stamp);
            throw;
        }

        var basis = (written.Entry with { Stamp = stamp }).Basis;
        if (record is null || !EntryCodec.TryDecode(record, out var erased, out _) || erased!.Stamp <= basis) return true;
        await TakeOutAsync(written, stamp);
        return false;
    }

    private async ValueTask TakeOutAsync(WriteRequest written, Stamp stamp) =>
        await entries.WriteAsync(
            Tombstones.Request(written.Id, Stamp.Zero) with { UnlessNewerThan = stamp, FormerSubject = written.Entry.Subject },
            CancellationToken.None);

    // Partitions that hold something of the subject, and those of which only a look of its own can tell.
    private async Task<IEnumerable<int>> HoldersAsync(string subject)
    {
        var (answers, unread) = await _partitions.RunAsync("holders", subject);
        return answers.SelectMany(answer => (RedisResult[])answer!)
            .Select(partition => int.Parse((string)partition!, CultureInfo.InvariantCulture)).Concat(unread);
    }

    private async ValueTask<string[]> MembersAsync(int partition, string tenant, string subjectId, CancellationToken cancellation)
    {
        var members = await entries.Redis.RunAsync(
            partition,
            static (database, key) => database.SetMembersAsync(key),
            (RedisKey)Partitions.SubjectKey(partition, EntryId.ForSubject(tenant, subjectId)),
            cancellation);
        return Array.ConvertAll(members, member => (string)member!);
    }

    // An entry may change between look and write; then the write is refused and it is looked at again.
    private async ValueTask<bool> EraseEntryAsync(
        string id, int partition, string tenant, string subjectId, CancellationToken cancellation)
    {
        var subject = EntryId.ForSubject(tenant, subjectId);
        while (true)
        {
            var stored = await entries.ReadAsync(id, cancellation);
            if (stored is null)
            {
                // Expired or evicted: a tombstone would only tell other regions a name of which nothing is left.
                await ForgetAsync(partition, subject, id, cancellation);
                if (await entries.ReadAsync(id, cancellation) is null) return false;
                continue;
            }

            if (!EntryCodec.TryDecode(stored, out var entry, out _)) return false;
            if (entry!.Subject != subject)
            {
                await ForgetAsync(partition, subject, id, cancellation);
                return false;
            }

            var request = Tombstones.Request(id, Stamp.Zero) with
            {
                UnlessNewerThan = entry.Stamp,
                FormerSubject = subject,
            };
            if ((await entries.WriteAsync(request, cancellation)).IsStored) return true;
        }
    }

    private ValueTask<bool> ForgetAsync(int partition, string subject, string id, CancellationToken cancellation) =>
        entries.Redis.RunAsync(
            partition,
            static (database, state) => database.SetRemoveAsync(state.Key, state.Member),
            (Key: (RedisKey)Partitions.SubjectKey(partition, subject), Member: (RedisValue)id),
            cancellation);
}
