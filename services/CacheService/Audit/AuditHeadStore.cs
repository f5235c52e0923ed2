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
        var record = LastingRecords.Request(InvalidationId.OfAuditHead(head.Region, head.Pod), (now + Lifetime).ToUnixTimeMilliseconds());
        await entries.WriteAsync(record with { Body = JsonSerializer.SerializeToUtf8Bytes(head, AuditHeadJson.Default.AuditHead) }, cancellation);
    }

    private static AuditHead? Parse(byte[]? value) =>
        value is not null && EntryCodec.TryDecode(value, out var entry, out var offset) && !entry!.IsTombstone
            ? JsonSerializer.Deserialize(value.AsSpan(offset), AuditHeadJson.Default.AuditHead)
            : null;
}
