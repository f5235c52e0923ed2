using System.Security.Cryptography;
using StackExchange.Redis;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Caching;

/// <summary>
/// The region's secret that makes lease tickets its own. It lies in the region's Redis and nowhere else; the first pod draws it. A pod that
/// finds it gone puts back the one it knows, and tickets of the one before hold for as long as a ticket may be used.
/// </summary>
internal sealed class LeaseKeys(RedisCluster redis, TimeProvider time)
{
    private const string Name = "c:lease-key";
    private const int Bytes = 32;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private byte[]? _current;
    private byte[]? _former;
    private DateTimeOffset _formerUntil;
    private DateTimeOffset _lastRefresh = DateTimeOffset.MinValue;

    /// <summary>The key of new tickets.</summary>
    public async ValueTask<byte[]> CurrentAsync()
    {
        if (Volatile.Read(ref _current) is { } known) return known;
        await ReadAsync();
        return Volatile.Read(ref _current)!;
    }

    /// <summary>The keys whose tickets hold.</summary>
    public IReadOnlyList<byte[]> Accepted
    {
        get
        {
            lock (_lock)
            {
                return (_current, _former) switch
                {
                    (null, _) => [],
                    (_, null) => [_current],
                    _ => time.GetUtcNow() < _formerUntil ? [_current, _former] : [_current],
                };
            }
        }
    }

    /// <summary>Reads the key again, or draws it.</summary>
    public async Task ReadAsync()
    {
        var stored = (byte[]?)await redis.Database.StringGetAsync(Name);
        if (stored is null)
        {
            var proposed = Volatile.Read(ref _current) ?? RandomNumberGenerator.GetBytes(Bytes);
            stored = (byte[]?)await redis.Database.StringSetAndGetAsync(Name, proposed, when: When.NotExists) ?? proposed;
        }

        Take(stored);
    }

    /// <summary>Reads the key again, at most once in a while: anybody can send a ticket of no key.</summary>
    public async ValueTask<bool> TryRefreshAsync()
    {
        lock (_lock)
        {
            if (time.GetUtcNow() - _lastRefresh < RefreshInterval) return false;
            _lastRefresh = time.GetUtcNow();
        }

        await ReadAsync();
        return true;
    }

    private void Take(byte[] key)
    {
        lock (_lock)
        {
            if (_current is not null && _current.AsSpan().SequenceEqual(key)) return;
            (_former, _formerUntil) = (_current, time.GetUtcNow() + LeaseStore.MaxFillAge);
            Volatile.Write(ref _current, key);
        }
    }
}
