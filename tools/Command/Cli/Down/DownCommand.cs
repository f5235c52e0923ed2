using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.Cli.Down;

/// <summary>Stops the platform; also one whose supervisor was killed.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(CliHost host, bool keepData, CancellationToken cancellation)
    {
        var state = StateFolder.Of(host.Root);
        var ran = await StopAsync(state, keepData, cancellation);
        var ended = await Leftovers.EndAsync(state, host.Time);
        Remains.RemoveAll(state, keepData);
        if (ended > 0) host.Error.WriteLine($"wedsync: ended {ended} processes of a platform that was killed");
        host.Out.WriteLine(ran || ended > 0 ? $"down{(keepData ? $"; its data stay in {state.Data}" : "")}" : "nothing ran");
        return ExitCodes.Ok;
    }

    private static async Task<bool> StopAsync(StateFolder state, bool keepData, CancellationToken cancellation)
    {
        if (SupervisorFile.Owner(state) is null) return false;
        try
        {
            using var client = new LocalPlatformClient(state);
            await client.DownAsync(new DownRequest(keepData), cancellation);
        }
        catch (LocalPlatformException)
        {
            // It ends at this moment.
        }

        while (SupervisorFile.Owner(state) is not null) await Task.Delay(Poll, cancellation);
        return true;
    }
}
