using WedSync.Contracts;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Tests.Support;

namespace WedSync.SeasonOperator.Tests.Commands;

/// <summary>What the process says and how it ends before it touches any node.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help", 0, "topology")]
    [InlineData("--version", 0, "0.1.0")]
    [InlineData("topology heal --help", 0, "changes nothing where nothing is wrong")]
    [InlineData("nonsense", 64, "Unrecognized command or argument 'nonsense'")]
    [InlineData("topology", 64, "Required command was not provided")]
    [InlineData("topology heal now", 64, "Unrecognized command or argument 'now'")]
    [InlineData("topology heal", 78, "REDIS_NODE_ENDPOINTS is not set")]
    public async Task CommandLine_EndsWithItsCodeAndSaysWhy(string arguments, int exitCode, string text)
    {
        using var process = OperatorProcess.Start(new Dictionary<string, string>(), arguments.Split(' '));
        Assert.Equal(exitCode, await process.WaitForExitAsync());
        Assert.Contains(text, process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ManyErrors_AreAllReported()
    {
        using var season = new SeasonFolder(nodes: 7, mode: "summer");
        var environment = Good(season);
        environment[EnvironmentNames.RedisNodeEndpoints] = "redis:6379,nope";
        environment[EnvironmentNames.RedisPasswordFile] = "/nowhere";
        environment[EnvironmentNames.Region] = "US";
        environment.Remove(EnvironmentNames.RedisClusterEndpoints);

        Assert.Null(TopologySettingsReader.Read(environment.GetValueOrDefault, out var errors));

        string[] expected =
        [
            "REDIS_NODE_ENDPOINTS is 'nope'", "REDIS_CLUSTER_ENDPOINTS is not set", "REDIS_PASSWORD_FILE is '/nowhere'", "REGION is 'US'",
            "current-mode is 'summer'; allowed: peak, preseason, offseason", "active-profile.json is '7'; allowed: an even number, 6 or more",
        ];
        Assert.Equal(expected.Length, errors.Count);
        Assert.All(expected, text => Assert.Contains(errors, error => error.Contains(text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(0)]
    public void Settings_ProfileOfTooFewOrOddNodes_IsRefused(int nodes)
    {
        using var season = new SeasonFolder(nodes, "peak");
        Assert.Null(TopologySettingsReader.Read(Good(season).GetValueOrDefault, out var errors));
        Assert.Contains($"is '{nodes}'; allowed: an even number, 6 or more", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ListedAddressesUnlikeTheProfile_AreRefusedAndNamed()
    {
        using var season = new SeasonFolder(8, "peak");
        var environment = Good(season);
        Assert.Null(TopologySettingsReader.Read(environment.GetValueOrDefault, out var errors));
        var error = Assert.Single(errors);
        Assert.Contains(environment[EnvironmentNames.RedisNodeEndpoints], error, StringComparison.Ordinal);
        Assert.Contains("allowed: the 8 nodes of the season's profile. These are 6", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AsTheJobSetsThem_AreTaken()
    {
        using var season = new SeasonFolder(12, "peak");
        var environment = Good(season);
        environment[EnvironmentNames.RedisNodeEndpoints] = "localhost:6379";
        var settings = TopologySettingsReader.Read(environment.GetValueOrDefault, out var errors);
        Assert.Empty(errors);
        Assert.Equal((12, "us-east", 1), (settings!.Nodes, settings.Region, settings.NodeEndpoints.Count));
    }

    private static Dictionary<string, string> Good(SeasonFolder season)
    {
        var nodes = string.Join(',', Enumerable.Range(1, 6).Select(i => $"127.0.0.{i}:6379"));
        return new Dictionary<string, string>
        {
            [EnvironmentNames.RedisNodeEndpoints] = nodes,
            [EnvironmentNames.RedisClusterEndpoints] = nodes,
            [EnvironmentNames.SeasonalConfigDirectory] = season.Path,
            [EnvironmentNames.Region] = "us-east",
        };
    }
}
