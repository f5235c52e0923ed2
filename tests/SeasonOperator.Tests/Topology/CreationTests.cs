using WedSync.SeasonOperator.Tests.Support;

namespace WedSync.SeasonOperator.Tests.Topology;

/// <summary>Real nodes, as the platform renders them, that no one has joined yet.</summary>
public sealed class CreationTests
{
    [Theory]
    [InlineData(6, new[] { "0-5461", "5462-10922", "10923-16383" })]
    [InlineData(8, new[] { "0-4095", "4096-8191", "8192-12287", "12288-16383" })]
    public async Task Create_FreshNodes_SharesSlotsEvenlyAndASecondRunChangesNothing(int nodes, string[] slots)
    {
        await using var pods = RedisPods.Start(nodes);

        var first = await HealRun.StartAsync(pods.Settings);
        Assert.True(first.ExitCode == 0, first.Text);
        var view = await pods.ViewAsync();
        ClusterAssert.IsWhole(view);
        Assert.Equal(slots, view.Nodes.Take(nodes / 2).Select(node => node.Self.Slots.ToString()));
        Assert.Equal(Enumerable.Range(0, nodes).Select(i => i + 1L).Take(nodes / 2), view.Nodes.Take(nodes / 2).Select(node => node.Self.Epoch));

        var second = await HealRun.StartAsync(pods.Settings);
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(second.Steps);
        Assert.Contains("nothing to do", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test-only", first.Text + second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_DyingAfterEveryStep_EndsAsIfItHadNeverDied()
    {
        await using var pods = RedisPods.Start(6);

        var deaths = 0;
        while (await HealRun.StartAndDieAfterOneStepAsync(pods.Settings)) deaths++;

        Assert.InRange(deaths, 15, 60);
        var view = await pods.ViewAsync();
        ClusterAssert.IsWhole(view);
        Assert.Equal(["0-5461", "5462-10922", "10923-16383"], view.Nodes.Take(3).Select(node => node.Self.Slots.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Create_ProcessKilledAtRandomSteps_NextRunEndsRight(int seed)
    {
        await using var pods = RedisPods.Start(6);
        var random = new Random(seed);

        for (var kill = 0; kill < 3; kill++)
        {
            using var victim = OperatorProcess.Start(pods.OperatorEnvironment, "topology", "heal");
            await victim.KillAtLineAsync(random.Next(2, 12));
        }

        using var last = OperatorProcess.Start(pods.OperatorEnvironment, "topology", "heal");
        Assert.True(await last.WaitForExitAsync() == 0, last.Output);
        ClusterAssert.IsWhole(await pods.ViewAsync());
        Assert.DoesNotContain("test-only", last.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_FewerNodesThanProfile_WaitsAndNamesWhoAnswersAndWhoDoesNot()
    {
        await using var pods = RedisPods.Start(6);
        pods.Pods[5].Kill();

        var run = await HealRun.StartAsync(pods.Settings with { Deadline = TimeSpan.FromSeconds(4) });

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Steps);
        Assert.Contains("5 of 6 nodes answer", run.Text, StringComparison.Ordinal);
        Assert.Contains($"not: {pods.Pods[5].Endpoint} (ConnectionRefused)", run.Text, StringComparison.Ordinal);
        Assert.All((await CommandAsync(pods)).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("myself", line, StringComparison.Ordinal));
    }

    private static async Task<string> CommandAsync(RedisPods pods) => (await pods.CommandAsync(pods.Pods[0], "CLUSTER", "NODES")).Text!;
}
