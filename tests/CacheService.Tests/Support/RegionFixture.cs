using WedSync.Contracts;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Support;

/// <summary>A region of one cluster and two pods, for tests that leave it whole.</summary>
public sealed class RegionFixture : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();

    public TestRedisCluster Cluster { get; private set; } = null!;

    public TestIssuer Issuer { get; } = new();

    public Pod First { get; private set; } = null!;

    public Pod Second { get; private set; } = null!;

    public string KeysFile => Path.Combine(_directory.Path, "jwks.json");

    public string AuditDirectory => Path.Combine(_directory.Path, "audit");

    /// <summary>A token of the tenant acme with all scopes.</summary>
    public string Token { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Issuer.WriteKeys(KeysFile);
        Directory.CreateDirectory(AuditDirectory);
        Token = Issuer.Token();
        Cluster = await TestRedisCluster.StartAsync(secure: true);
        var pods = await Task.WhenAll(StartPodAsync("pod-1"), StartPodAsync("pod-2"));
        (First, Second) = (pods[0], pods[1]);
    }

    public Task<Pod> StartPodAsync(string name, params (string Name, string Value)[] more) => Pod.StartAsync(
        Cluster,
        KeysFile,
        [
            (EnvironmentNames.PodName, name),
            (EnvironmentNames.RedisUsername, Cluster.Username),
            (EnvironmentNames.RedisPasswordFile, Cluster.PasswordFile),
            (EnvironmentNames.RedisTlsCaFile, Cluster.CaFile),
            (EnvironmentNames.AuditDirectory, AuditDirectory),
            (EnvironmentNames.ResidencyGroup, "us"),
            (EnvironmentNames.TtlPolicies, "short=1s+5m+1h,brief=1s+0s+1h"),
            .. more,
        ]);

    public async Task DisposeAsync()
    {
        First?.Dispose();
        Second?.Dispose();
        Issuer.Dispose();
        if (Cluster is not null) await Cluster.DisposeAsync();
        _directory.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class RegionTests : ICollectionFixture<RegionFixture>
{
    public const string Name = "region";
}
