using System.Text.Json.Nodes;
using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

/// <summary>Short forms of the drills between regions, and the links that they cut.</summary>
[Collection(RunningPlatform.Name)]
public sealed class CrossRegionTests(RunningPlatform running)
{
    private readonly Platform _platform = running.Platform;

    [Fact]
    public async Task Link_CutAndHealed_IsShownByStatus()
    {
        await _platform.Command.SucceedAsync("link", "us-east", "eu-west", "--cut", "--one-way");
        var cut = await _platform.StatusAsync();
        await _platform.Command.SucceedAsync("link", "us-east", "eu-west", "--heal", "--delay", "5ms");
        var healed = await _platform.StatusAsync();
        await _platform.Command.SucceedAsync("link", "us-east", "eu-west", "--delay", "0ms");

        Assert.Equal([("us-east", "Silent", 0), ("eu-west", "None", 0)], Links(cut));
        Assert.Equal([("us-east", "None", 5), ("eu-west", "None", 5)], Links(healed));
    }

    [Fact]
    public async Task Link_BadInput_IsToldAllAtOnce()
    {
        var link = await _platform.Command.RunAsync("link", "us-east", "mars", "--cut", "--heal", "--delay", "5x");

        Assert.Equal(1, link.ExitCode);
        Assert.Contains("--cut and --heal", link.Error, StringComparison.Ordinal);
        Assert.Contains("'5x'", link.Error, StringComparison.Ordinal);
        Assert.Contains("'mars': does not run; running: us-east, eu-west", link.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegionLoss_Drill_FailsOver_AndLosesNoReplicatedWrite()
    {
        var report = await DrillAsync("region-loss", "--region", "us-east", "--duration", "9s", "--rate", "40");

        Assert.Equal(0, Measured(report, "replicated writes lost, in any region"));
        Assert.True(Figure(report, "acknowledged replicated writes") > 0, report.ToString());
        await _platform.WaitForAsync("all pods ready after the drill", s => s.AllReady());
    }

    [Fact]
    public async Task Partition_Drill_RegionsBecomeEqual_AndNothingDeletedReturns()
    {
        var report = await DrillAsync("partition", "--region", "eu-west", "--duration", "9s", "--rate", "40");

        Assert.Equal(0, Measured(report, "keys that differ between regions after the heal"));
        Assert.Equal(0, Measured(report, "deleted entries that came back"));
        Assert.Equal(60, Figure(report, "deletes during the cut"));
        var after = await _platform.WaitForAsync("all pods ready after the drill", s => s.AllReady());
        Assert.All(Links(after), link => Assert.Equal("None", link.Cut));
        Assert.All(after.Pods(), pod => Assert.Null(pod["clockOffsetMilliseconds"]));
    }

    private static IEnumerable<(string From, string Cut, double Delay)> Links(JsonNode status)
        => status["links"]!.AsArray().Select(l => ((string)l!["from"]!, (string)l["cut"]!, (double)l["delayMilliseconds"]!));

    private static double Measured(JsonNode report, string promise)
        => (double)report["findings"]!["promises"]!.AsArray().Single(p => (string)p!["name"]! == promise)!["measured"]!;

    private static double Figure(JsonNode report, string name)
        => (double)report["findings"]!["figures"]!.AsArray().Single(f => (string)f!["name"]! == name)!["value"]!;

    private async Task<JsonNode> DrillAsync(params string[] arguments)
    {
        var drill = await _platform.Command.RunAsync(["drill", .. arguments, "--format", "json"]);
        Assert.True(drill.ExitCode == 0, drill.ToString());
        var report = JsonNode.Parse(drill.Output)!;
        Assert.True((bool)report["kept"]!, report.ToString());
        return report;
    }
}
