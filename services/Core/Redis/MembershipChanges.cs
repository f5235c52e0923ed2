namespace WedSync.Core.Redis;

/// <summary>
/// Regions that joined or left since the services were configured, by an operator's command: region = address, or empty for one that left.
/// They stand in Redis, so that all of the region's processes follow, and new ones too.
/// </summary>
public static class MembershipChanges
{
    private const string Key = "c:sync-members";

    /// <summary>All changes, by region.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(RedisCluster redis)
    {
        ArgumentNullException.ThrowIfNull(redis);
        return (await redis.Database.HashGetAllAsync(Key)).ToDictionary(item => (string)item.Name!, item => (string)item.Value!, StringComparer.Ordinal);
    }

    /// <summary>Notes that a region joins at an address, or leaves: an empty one.</summary>
    public static Task SetAsync(RedisCluster redis, string region, string address)
    {
        ArgumentNullException.ThrowIfNull(redis);
        return redis.Database.HashSetAsync(Key, region, address);
    }

    /// <summary>The configured regions with the changes since.</summary>
    public static IReadOnlyCollection<string> Apply(IEnumerable<string> configured, IReadOnlyDictionary<string, string> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return [.. configured.Union(changes.Keys).Where(region => !changes.TryGetValue(region, out var address) || address.Length > 0).Order(StringComparer.Ordinal)];
    }
}
