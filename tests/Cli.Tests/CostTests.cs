using System.Text.Json.Nodes;

namespace WedSync.Cli.Tests;

public sealed class CostTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Cost_Json_HoldsEverySeasonAndTheReduction()
    {
        var (exitCode, output, _) = await _command.RunAsync("cost", "--format", "json");

        var root = JsonNode.Parse(output)!;
        Assert.Equal(0, exitCode);
        Assert.Equal(["peak", "preseason", "offseason"], root["seasons"]!.AsArray().Select(s => (string)s!["season"]!));
        Assert.Equal([17920m, 8532m, 4776m], root["seasons"]!.AsArray().Select(s => (decimal)s!["monthlyTotal"]!));
        Assert.InRange((decimal)root["offseasonReductionPercent"]!, 40m, 100m);
        Assert.Equal(["global", "us-east", "us-west", "eu-west", "ap-southeast"], root["seasons"]![0]!["scopes"]!.AsArray().Select(s => (string)s!["scope"]!));
    }

    [Fact]
    public async Task Cost_Text_ShowsTotalsAndReduction()
    {
        var (_, output, _) = await _command.RunAsync("cost");

        Assert.Contains("$17,920.00", output, StringComparison.Ordinal);
        Assert.EndsWith("offseason costs 73.3 % less than peak, preseason 52.4 %\n", output, StringComparison.Ordinal);
    }
}
