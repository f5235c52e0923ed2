using System.Text.Json;
using WedSync.CacheService.Tests.Support;
using WedSync.Core.Keyspace;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Lookups, and what really lies in Redis.</summary>
internal sealed class LookupCalls(TestRedisCluster cluster)
{
    /// <summary>A body that nobody has sent before.</summary>
    public static string NewQuestion(int wait = 0) =>
        $$"""{"model":"m","messages":[{"role":"user","content":"{{Guid.NewGuid()}}"}],"waitMilliseconds":{{wait}}}""";

    /// <summary>The lease on a question that nobody has asked before.</summary>
    public static Task<(string Key, string Lease)> LeaseAsync(Pod pod, string token) => LeaseAsync(pod, token, NewQuestion());

    public static async Task<(string Key, string Lease)> LeaseAsync(Pod pod, string token, string question)
    {
        using var response = await pod.PostAsync("/v1/lookup", question, token);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (answer.GetProperty("key").GetString()!, answer.GetProperty("lease").GetString()!);
    }

    /// <summary>The stored bytes of an entry as redis-cli shows them.</summary>
    public Task<string> StoredAsync(string tenant, string key)
    {
        var id = EntryId.ForKey(tenant, key);
        return RedisAsync(id, "GET", Partitions.EntryKey(Partitions.Of(id), id));
    }

    /// <summary>A command on the primary that holds a record, or on any that the key of it leads to.</summary>
    public async Task<string> RedisAsync(string id, params string[] command) =>
        await cluster.CommandAsync(await cluster.PrimaryOfAsync(id), ["-c", .. command]);

    /// <summary>Status and, for a refusal, the problem's name.</summary>
    public static async Task<string> OutcomeAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var type = response.IsSuccessStatusCode ? "" : JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.Split(':')[^1];
        return $"{(int)response.StatusCode} {type}";
    }
}
