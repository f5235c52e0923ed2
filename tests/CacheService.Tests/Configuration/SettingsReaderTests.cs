using System.Net;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Connections;
using WedSync.CacheService.Faults;
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
        Assert.Equal(IPAddress.Any, settings.ListenAddress);
        Assert.False(settings.Fault.IsActive);
    }

    [Fact]
    public void Read_PodIp_IsWhatTheServersListenOn() =>
        Assert.Equal(IPAddress.Parse("127.77.1.20"), Read((EnvironmentNames.PodIp, "127.77.1.20")).Settings!.ListenAddress);

    [Theory]
    [InlineData(null, 20_000, 10_000)]
    [InlineData(1_048_576L, 20_000, 10_000)]
    [InlineData(20_000L, 19_488, 9_744)]
    [InlineData(1024L, 512, 256)]
    public void Read_Connections_FitIntoTheLimitOfOpenFilesByThemselves(long? openFiles, int inAll, int perAddress)
    {
        var settings = SettingsReader.Read(Valid.GetValueOrDefault, openFiles, out var errors);
        Assert.Empty(errors);
        Assert.Equal(new ConnectionLimits(inAll, perAddress), settings!.Connections);
    }

    [Theory]
    [InlineData(1024, "513", "MAX_CONNECTIONS is '513'; allowed: 16 to 512, as the process may open 1024 files and needs 512 of them for itself. Raise the limit of open files (ulimit -n, LimitNOFILE), or lower the number.")]
    [InlineData(516, null, "MAX_CONNECTIONS is '4'; allowed: 16 to 4, as the process may open 516 files and needs 512 of them for itself. Raise the limit of open files (ulimit -n, LimitNOFILE), or lower the number.")]
    public void Read_MoreConnectionsThanFiles_IsRefused(long openFiles, string? value, string expected)
    {
        Assert.Null(SettingsReader.Read(name => name == EnvironmentNames.MaxConnections ? value : Valid.GetValueOrDefault(name), openFiles, out var errors));
        Assert.Equal([expected], errors);
    }

    [Fact]
    public void Read_Fault_NeedsASecondVariable()
    {
        var (refused, errors) = Read((EnvironmentNames.Fault, "errors=0.3"));
        Assert.Null(refused);
        Assert.StartsWith(EnvironmentNames.FaultsAllowed, Assert.Single(errors), StringComparison.Ordinal);

        var allowed = Read((EnvironmentNames.Fault, "errors=0.3,latency=400ms"), (EnvironmentNames.FaultsAllowed, "local-platform")).Settings;
        Assert.Equal(new FaultPlan(0.3, TimeSpan.FromMilliseconds(400), 1), allowed!.Fault);
        Assert.False(Read((EnvironmentNames.FaultsAllowed, "local-platform")).Settings!.Fault.IsActive);
    }

    [Theory]
    [InlineData("errors=2")]
    [InlineData("errors=-0.1")]
    [InlineData("latency=31s")]
    [InlineData("latency")]
    [InlineData("loss=0.1")]
    [InlineData("errors=0.1,")]
    public void Read_BadFault_SaysWhatIsAllowed(string text)
    {
        var (refused, errors) = Read((EnvironmentNames.Fault, text), (EnvironmentNames.FaultsAllowed, "local-platform"));
        Assert.Null(refused);
        Assert.Contains("errors=<share>", Assert.Single(errors), StringComparison.Ordinal);
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
    [InlineData(EnvironmentNames.SeasonalConfigDirectory, "/nowhere", "folder")]
    [InlineData(EnvironmentNames.Regions, "eu-west,us-west", "us-east among them")]
    [InlineData(EnvironmentNames.OriginCallCost, "free", "number")]
    [InlineData(EnvironmentNames.PodIp, "pod-1", "IPv4 or IPv6 address")]
    [InlineData(EnvironmentNames.PodIp, "1", "IPv4 or IPv6 address")]
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

    private static (ServiceSettings? Settings, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] more)
    {
        var settings = SettingsReader.Read(
            name => more.Where(m => m.Name == name).Select(m => m.Value).FirstOrDefault() ?? Valid.GetValueOrDefault(name), out var errors);
        return (settings, errors);
    }
}
