using System.Net;
using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

[Collection(RunningPlatform.Name)]
public sealed class FailureTests(RunningPlatform running)
{
    private readonly Platform _platform = running.Platform;

    [Fact]
    public async Task Kill_OfTheCacheService_IsRestarted_AndTheOtherRegionServesMeanwhile()
    {
        using var client = await _platform.ClientAsync("us-east");
        var before = (int)(await _platform.StatusAsync()).Region("us-east").Workloads()
            .Single(w => (string)w["name"]! == "ai-cache-service")["pods"]![0]!["restarts"]!;

        await _platform.Command.SucceedAsync("kill", "ai-cache-service", "--region", "us-east");
        using var answer = await client.GetAsync("/v1/entries/nothing-there");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var after = await _platform.WaitForAsync("all pods ready again", s => s.AllReady()
            && (int)s.Region("us-east").Workloads().Single(w => (string)w["name"]! == "ai-cache-service")["pods"]![0]!["restarts"]! > before);
        Assert.True(after.AllReady());
    }

    [Fact]
    public async Task PrimaryKill_Drill_LosesNoAcknowledgedWriteBeyondThePromise()
    {
        var drill = await _platform.Command.RunAsync("drill", "primary-kill", "--region", "us-east", "--duration", "20s", "--rate", "100", "--format", "json");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        var report = System.Text.Json.Nodes.JsonNode.Parse(drill.Output)!;
        Assert.Equal("primary-kill", (string)report["drill"]!);
        Assert.True((bool)report["kept"]!, report.ToString());
        await _platform.WaitForAsync("all pods ready after the drill", s => s.AllReady());
    }

    [Fact]
    public async Task TrafficSpike_Drill_ShowsGoodputAndWhatTheAutoscalerWouldDo()
    {
        var drill = await _platform.Command.RunAsync("drill", "traffic-spike", "--region", "us-east", "--duration", "5s", "--rate", "50", "--format", "json");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        await _platform.WaitForAsync("all pods ready after the drill", s => s.AllReady());
    }

    [Fact]
    public async Task Drill_Unknown_NamesTheDrills()
    {
        var drill = await _platform.Command.RunAsync("drill", "earthquake");

        Assert.NotEqual(0, drill.ExitCode);
        Assert.Contains("'earthquake'", drill.Error, StringComparison.Ordinal);
        Assert.Contains("primary-kill", drill.Error, StringComparison.Ordinal);
    }
}
