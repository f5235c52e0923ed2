using WedSync.Core.Entries;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Redis;

/// <summary>
/// Revoked tokens: each a lasting record, which replicates to all regions like an invalidation, is heard by every pod, and stays until the
/// token would have expired by itself.
/// </summary>
public sealed class RevocationStore(EntryStore entries)
{
    /// <summary>Revokes a token of a tenant. Again with another expiry changes nothing but to the later one.</summary>
    /// <param name="tenant">The tenant that the token is of.</param>
    /// <param name="tokenId">Its jti claim.</param>
    /// <param name="expiresAt">Its exp claim.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>The record.</returns>
    public async Task<(string Id, WriteResult Result)> RevokeAsync(
        string tenant, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var id = InvalidationId.OfToken(tenant, tokenId);
        var until = expiresAt.ToUnixTimeMilliseconds();
        if (await entries.ReadAsync(id, cancellation) is { } standing && EntryCodec.TryDecode(standing, out var known, out _))
            until = Math.Max(until, known!.ExpiresAt);
        return (id, await entries.WriteAsync(LastingRecords.Request(id, until), cancellation));
    }
}
