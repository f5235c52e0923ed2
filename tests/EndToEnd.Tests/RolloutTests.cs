using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

[Collection(RunningPlatform.Name)]
public sealed class RolloutTests(RunningPlatform running)
{
    private readonly Platform _platform = running.Platform;

    [Fact]
    public async Task BadVersion_IsAborted_AndStableServesAlone()
    {
        var rollout = await _platform.Command.RunAsync("rollout", "--region", "us-east", "--fault", "errors=0.5", "--speed", "40");

        Assert.True(rollout.ExitCode == 1, rollout.ToString());
        Assert.Contains("error-rate", rollout.Output, StringComparison.Ordinal);
        await OnlyStableServesAsync();
    }

    [Fact]
    public async Task GoodVersion_IsPromoted()
    {
        var rollout = await _platform.Command.RunAsync("rollout", "--region", "us-east", "--speed", "40");

        Assert.True(rollout.ExitCode == 0, rollout.ToString());
        await OnlyStableServesAsync();
    }

    private async Task OnlyStableServesAsync()
    {
        using var client = await _platform.ClientAsync("us-east");
        for (var i = 0; i < 30; i++)
        {
            using var answer = await client.GetAsync("/v1/entries/nothing-there");
            Assert.Equal("us-east/stable", answer.Headers.GetValues("X-Served-By").Single());
        }
    }
}
