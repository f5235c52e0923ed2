using StackExchange.Redis;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Membership;

/// <summary>
/// Regions that joined or left since the workers were configured, by an operator's command: region = address, or empty for one that left.
/// They stand in Redis, so that all workers of the region follow, and a new one too.
/// </summary>
internal static class MemberOverrides
{
    private const string Key = "c:sync-members";

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(RedisCluster redis) =>
        (await redis.Database.HashGetAllAsync(Key)).ToDictionary(item => (string)item.Name!, item => (string)item.Value!, StringComparer.Ordinal);

    public static Task SetAsync(RedisCluster redis, string region, string address) => redis.Database.HashSetAsync(Key, region, address);

    /// <summary>The configured peers with the changes since.</summary>
    public static IReadOnlyDictionary<string, Uri> Apply(IReadOnlyDictionary<string, Uri> configured, IReadOnlyDictionary<string, string> changes)
    {
        var peers = new Dictionary<string, Uri>(configured, StringComparer.Ordinal);
        foreach (var (region, address) in changes)
        {
            if (address.Length == 0) peers.Remove(region);
            else if (Uri.TryCreate(address, UriKind.Absolute, out var uri)) peers[region] = uri;
        }

        return peers;
    }
}
