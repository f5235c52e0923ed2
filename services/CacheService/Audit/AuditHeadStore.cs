using System.Text.Json;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Audit;

/// <summary>Heads of audit chains as lasting records, which replicate: who can write a pod's disk cannot take its head out of other regions.</summary>
internal sealed class AuditHeadStore(EntryStore entries)
{
    /// <summary>A head is kept so long after its chain moved last.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    public async Task<AuditHead?> ReadAsync(string region, string pod, CancellationToken cancellation) =>
        Parse(await entries.ReadAsync(InvalidationId.OfAuditHead(region, pod), cancellation));

    /// <summary>The heads of all pods of all regions.</summary>
    public async Task<IReadOnlyList<AuditHead>> ReadAllAsync(CancellationToken cancellation)
    {
        var names = (await new InvalidationStore(entries).LoadAsync(cancellation)).Select(record => record.Id).Where(InvalidationId.IsAuditHead);
        var values = await Task.WhenAll(names.Select(name => entries.ReadAsync(name, cancellation).AsTask()));
        return [.. values.Select(Parse).OfType<AuditHead>().OrderBy(head => head.Region, StringComparer.Ordinal).ThenBy(head => head.Pod, StringComparer.Ordinal)];
    }

    public async Task WriteAsync(AuditHead head, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = (now + Lifetime).ToUnixTimeMilliseconds();
        await entries.WriteAsync(
            new WriteRequest
            {
                Id = InvalidationId.OfAuditHead(head.Region, head.Pod),
                Body = JsonSerializer.SerializeToUtf8Bytes(head, AuditHeadJson.Default.AuditHead),
                Entry = new Entry
                {
                    Origin = "-",
                    Flags = EntryTraits.Invalidation,
                    FreshUntil = until,
                    StaleUntil = until,
                    ExpiresAt = until,
                    WriteId = WriteIds.Next(),
                },
            },
            cancellation);
    }

    private static AuditHead? Parse(byte[]? value) =>
        value is not null && EntryCodec.TryDecode(value, out var entry, out var offset) && !entry!.IsTombstone
            ? JsonSerializer.Deserialize(value.AsSpan(offset), AuditHeadJson.Default.AuditHead)
            : null;
}
