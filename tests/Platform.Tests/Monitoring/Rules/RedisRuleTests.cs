namespace WedSync.Platform.Tests.Monitoring.Rules;

public sealed class RedisRuleTests
{
    private const string Job = "job=\"redis-cluster\",region=\"us-east\"";

    [Theory]
    [InlineData("1x30", "1x30", 0)]
    [InlineData("1x30", "0.67x30", 1)]
    [InlineData("0x30", "0x30", 1)]
    [InlineData("0.67x1 1x29", "1x30", 0)]
    public Task WritesRefused_AsTheWorstPodSeesIt(string first, string second, int firing) => new RuleScenario()
        .Series("cache_store_writable{job=\"ai-cache-service\",region=\"us-east\",pod=\"a\"}", first)
        .Series("cache_store_writable{job=\"ai-cache-service\",region=\"us-east\",pod=\"b\"}", second)
        .Firing("StoreWritesRefused", firing, "10m").RunAsync();

    [Theory]
    [InlineData("redis_cluster_state", "1", "RedisClusterDown", 0)]
    [InlineData("redis_cluster_state", "0", "RedisClusterDown", 1)]
    [InlineData("redis_up", "0", "RedisClusterDown", 1)]
    [InlineData("redis_cluster_slots_ok", "16384", "RedisSlotsUncovered", 0)]
    [InlineData("redis_cluster_slots_ok", "10923", "RedisSlotsUncovered", 1)]
    [InlineData("redis_connected_slave_lag_seconds", "2", "RedisReplicationLag", 0)]
    [InlineData("redis_connected_slave_lag_seconds", "20", "RedisReplicationLag", 1)]
    [InlineData("redis_master_link_up", "0", "RedisReplicaLinkDown", 1)]
    [InlineData("redis_master_link_up", "1", "RedisReplicaLinkDown", 0)]
    [InlineData("redis_aof_last_write_status", "0", "RedisPersistenceFailing", 1)]
    [InlineData("redis_aof_last_bgrewrite_status", "0", "RedisPersistenceFailing", 1)]
    [InlineData("redis_aof_last_write_status", "1", "RedisPersistenceFailing", 0)]
    public Task Gauge(string metric, string value, string alert, int firing) => new RuleScenario()
        .Series($"{metric}{{{Job},pod=\"redis-cluster-primary-0\"}}", $"{value}x20")
        .Firing(alert, firing, "15m").RunAsync();

    [Fact]
    public Task PrimaryWithoutReplica_Fires_ButReplicasAlwaysHaveNone() => new RuleScenario()
        .Series($"redis_connected_slaves{{{Job},pod=\"p0\"}}", "1x20")
        .Series($"redis_instance_info{{{Job},pod=\"p0\",role=\"master\"}}", "1x20")
        .Series($"redis_connected_slaves{{{Job},pod=\"p1\"}}", "0x20")
        .Series($"redis_instance_info{{{Job},pod=\"p1\",role=\"master\"}}", "1x20")
        .Series($"redis_connected_slaves{{{Job},pod=\"r0\"}}", "0x20")
        .Series($"redis_instance_info{{{Job},pod=\"r0\",role=\"slave\"}}", "1x20")
        .Firing("RedisPrimaryWithoutReplica", 1, "15m")
        .Value("ALERTS{alertname=\"RedisPrimaryWithoutReplica\",pod=\"p1\",alertstate=\"firing\"}", "15m", 1).RunAsync();

    [Fact]
    public Task Memory_IsComparedWithItsLimit_AndANodeWithoutLimitIsNeverFull() => new RuleScenario()
        .Series($"redis_memory_used_bytes{{{Job},pod=\"p0\"}}", "95x30")
        .Series($"redis_memory_max_bytes{{{Job},pod=\"p0\"}}", "100x30")
        .Series($"redis_memory_used_bytes{{{Job},pod=\"p1\"}}", "95x30")
        .Series($"redis_memory_max_bytes{{{Job},pod=\"p1\"}}", "0x30")
        .Firing("RedisMemoryHigh", 1, "20m").RunAsync();

    [Fact]
    public Task NodeThatDoesNotAnswer_Fires() => new RuleScenario()
        .Series($"redis_cluster_known_nodes{{{Job},pod=\"p0\"}}", "3x20")
        .Series($"redis_up{{{Job},pod=\"p0\"}}", "1x20")
        .Series($"redis_up{{{Job},pod=\"p1\"}}", "1x20")
        .Series($"redis_up{{{Job},pod=\"p2\"}}", "0x20")
        .Firing("RedisNodeDown", 1, "15m").RunAsync();

    [Theory]
    [InlineData(85, 1)]
    [InlineData(70, 0)]
    public Task Volume(int used, int firing) => new RuleScenario()
        .Series("kubelet_volume_stats_used_bytes{namespace=\"wedsync-ai-cache\",region=\"us-east\",persistentvolumeclaim=\"data-0\"}", $"{used}x30")
        .Series("kubelet_volume_stats_capacity_bytes{namespace=\"wedsync-ai-cache\",region=\"us-east\",persistentvolumeclaim=\"data-0\"}", "100x30")
        .Firing("RedisVolumeNearlyFull", firing, "20m").RunAsync();
}
