using WedSync.CacheService.Configuration;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;

namespace WedSync.CacheService.Tests.Configuration;

public sealed class SettingsReaderTests
{
    private static readonly Dictionary<string, string> Valid = new()
    {
        [EnvironmentNames.RedisClusterEndpoints] = "127.0.0.1:6379,localhost:6380",
        [EnvironmentNames.Region] = "us-east",
        [EnvironmentNames.WeddingSeasonMode] = "preseason",
        [EnvironmentNames.JwtIssuer] = "https://issuer",
        [EnvironmentNames.JwtAudience] = "ai-cache",
        [EnvironmentNames.JwtJwksUri] = "https://issuer/keys",
    };

    [Fact]
    public void Read_Valid_GivesSettingsAndDefaults()
    {
        var settings = SettingsReader.Read(name => Valid.GetValueOrDefault(name), out var errors);
        Assert.Empty(errors);
        Assert.Equal(Season.Preseason, settings!.Season);
        Assert.Equal(["127.0.0.1:6379", "localhost:6380"], settings.Redis.Endpoints);
        Assert.Equal(3000, settings.HttpPort);
        Assert.Equal(9090, settings.MetricsPort);
        Assert.Equal(256L << 20, settings.L1Bytes);
    }

    [Fact]
    public void Read_Nothing_NamesEveryMissingVariableAtOnce()
    {
        Assert.Null(SettingsReader.Read(_ => null, out var errors));
        foreach (var name in Valid.Keys) Assert.Contains(errors, error => error.StartsWith(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EnvironmentNames.WeddingSeasonMode, "summer", "peak, preseason, offseason")]
    [InlineData(EnvironmentNames.Region, "US East", "a-z")]
    [InlineData(EnvironmentNames.RedisClusterEndpoints, "127.0.0.1", "host:port")]
    [InlineData(EnvironmentNames.RedisPasswordFile, "/nowhere", "readable file")]
    [InlineData(EnvironmentNames.JwtJwksUri, "ftp://x", "https")]
    [InlineData(EnvironmentNames.L1Bytes, "-1", "whole number")]
    [InlineData(EnvironmentNames.TtlPolicies, "a=b", "type[/stage]")]
    [InlineData(EnvironmentNames.DrainPeriod, "5", "duration")]
    [InlineData(EnvironmentNames.AuditDirectory, "/nowhere", "folder")]
    [InlineData(EnvironmentNames.OriginCallCost, "free", "number")]
    public void Read_Invalid_SaysWhatIsAllowed(string name, string value, string allowed)
    {
        Assert.Null(SettingsReader.Read(n => n == name ? value : Valid.GetValueOrDefault(n), out var errors));
        var error = Assert.Single(errors);
        Assert.StartsWith($"{name} is '{value}'", error, StringComparison.Ordinal);
        Assert.Contains(allowed, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RemoteRedisWithoutTls_IsRefused()
    {
        Assert.Null(SettingsReader.Read(
            n => n == EnvironmentNames.RedisClusterEndpoints ? "redis-0:6379" : Valid.GetValueOrDefault(n), out var errors));
        Assert.Contains(EnvironmentNames.RedisTlsCaFile, Assert.Single(errors), StringComparison.Ordinal);
    }
}
