using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace WedSync.Client;

/// <summary>
/// The cache service behind ASP.NET Core's <see cref="IDistributedCache"/>, for code that has that already. Keys of any form are taken:
/// they are hashed. Sliding expiration is kept as the entry's life: a refresh stores nothing, as the service keeps no access times.
/// </summary>
public sealed class WedSyncDistributedCache(CacheClient client, TimeProvider? time = null) : IDistributedCache
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => (await client.GetAsync(KeyOf(key), token))?.Body;

    /// <inheritdoc/>
    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return client.PutAsync(KeyOf(key), value, new PutOptions { Ttl = Life(options) }, token);
    }

    /// <inheritdoc/>
    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken token = default) => client.DeleteAsync(KeyOf(key), token);

    /// <inheritdoc/>
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Refresh(string key)
    {
    }

    /// <inheritdoc/>
    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    private static string KeyOf(string key) => "dc." + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private TimeSpan? Life(DistributedCacheEntryOptions options) =>
        options.AbsoluteExpirationRelativeToNow
        ?? (options.AbsoluteExpiration is { } at ? at - _time.GetUtcNow() : (TimeSpan?)null)
        ?? options.SlidingExpiration;
}
