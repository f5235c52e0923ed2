using WedSync.Core.Redis;
using WedSync.TestKit.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>One cluster for all tests that leave it whole.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public TestRedisCluster Cluster { get; private set; } = null!;

    public RedisCluster Redis { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await TestRedisCluster.StartAsync(secure: true);
        Redis = await RedisCluster.ConnectAsync(Cluster.Settings);
    }

    public async Task DisposeAsync()
    {
        await Redis.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class RedisTests : ICollectionFixture<RedisFixture>
{
    public const string Name = "redis";
}
