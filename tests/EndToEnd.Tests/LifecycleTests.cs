using System.Net;
using System.Net.Sockets;
using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

/// <summary>One region each, in a network of its own.</summary>
[Collection(RunningPlatform.Name)]
public sealed class LifecycleTests
{
    [Fact]
    public async Task Down_LeavesNoProcessAndNoPort_AndKeptDataIsThereAgain()
    {
        await using var platform = new Platform(network: 89);
        var up = await platform.TryUpAsync("--regions", "us-east");
        Assert.True(up.ExitCode == 0, up.ToString());
        using (var client = await platform.ClientAsync("us-east"))
        using (var put = await client.PutAsync("/v1/entries/kept", new StringContent("still here")))
        {
            Assert.True(put.IsSuccessStatusCode);
        }

        var second = await platform.TryUpAsync("--regions", "us-east");
        await platform.Command.SucceedAsync("down", "--keep-data");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("runs already", second.Error, StringComparison.Ordinal);
        Assert.Empty(Leftovers.Processes(platform.Command.StateFolder));
        Assert.Empty(Leftovers.Listeners(platform.NetworkPrefix));

        var again = await platform.TryUpAsync("--regions", "us-east");
        Assert.True(again.ExitCode == 0, again.ToString());
        using (var client = await platform.ClientAsync("us-east"))
        {
            Assert.Equal("still here", await client.GetStringAsync("/v1/entries/kept"));
        }

        await platform.Command.SucceedAsync("down");
        Assert.Empty(Leftovers.Processes(platform.Command.StateFolder));
        Assert.Empty(Leftovers.Listeners(platform.NetworkPrefix));
    }

    [Fact]
    public async Task SupervisorKilled_ItsProcessesEndWithIt_AndTheNextUpWorks()
    {
        await using var platform = new Platform(network: 93);
        var up = await platform.TryUpAsync("--regions", "us-east");
        Assert.True(up.ExitCode == 0, up.ToString());
        var supervisor = File.ReadAllText(Path.Combine(platform.Command.StateFolder, "supervisor.pid")).Split()[0];

        using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(supervisor, System.Globalization.CultureInfo.InvariantCulture)))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        var again = await platform.TryUpAsync("--regions", "us-east");
        Assert.True(again.ExitCode == 0, again.ToString());
        await platform.Command.SucceedAsync("down");
        Assert.Empty(Leftovers.Processes(platform.Command.StateFolder));
        Assert.Empty(Leftovers.Listeners(platform.NetworkPrefix));
    }

    [Fact]
    public async Task Up_WithAPortTaken_NamesItAndStartsNothing()
    {
        await using var platform = new Platform(network: 90);
        using var squatter = new TcpListener(IPAddress.Parse($"{platform.NetworkPrefix}0.1"), 8080);
        squatter.Start();

        var up = await platform.TryUpAsync("--regions", "us-east");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"{platform.NetworkPrefix}0.1:8080", up.Error, StringComparison.Ordinal);
        Assert.Empty(Leftovers.Processes(platform.Command.StateFolder));
        Assert.Equal([$"{platform.NetworkPrefix}0.1:8080"], Leftovers.Listeners(platform.NetworkPrefix));
    }

    [Fact]
    public async Task Status_WithNothingRunning_SaysHowToStart()
    {
        await using var platform = new Platform(network: 91);

        var status = await platform.Command.RunAsync("status");

        Assert.Equal(1, status.ExitCode);
        Assert.Contains("./wedsync up", status.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("summer", "offseason")]
    [InlineData("offseason --regions mars", "us-east")]
    [InlineData("offseason --network 10.0.0.0/16", "127.")]
    public async Task Up_BadInput_SaysWhatIsAllowed(string arguments, string allowed)
    {
        await using var platform = new Platform(network: 92);

        var up = await platform.Command.RunAsync(["up", .. arguments.Split(' ')]);

        Assert.Equal(1, up.ExitCode);
        Assert.Contains(allowed, up.Error, StringComparison.Ordinal);
    }
}
