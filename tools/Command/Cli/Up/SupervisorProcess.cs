using System.Diagnostics;
using WedSync.Cli.Status;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.Cli.Up;

/// <summary>
/// The supervisor of a platform that starts. Until it is let go, the end of this process, however it comes, ends the platform: the
/// supervisor's input breaks then.
/// </summary>
internal static class SupervisorProcess
{
    private const string LetGo = "k";
    private const string Script = "out=$1; shift; exec setsid \"$@\" >>\"$out\" 2>&1";
    private const int LogLines = 20;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(150);

    /// <param name="host">The command's host.</param>
    /// <param name="state">The state folder.</param>
    /// <param name="assembly">The supervisor.</param>
    /// <param name="foreground">Whether to stay until cancelled.</param>
    /// <param name="keepData">Whether data were there before and stay when it fails.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static async Task<int> RunAsync(CliHost host, StateFolder state, string assembly, bool foreground, bool keepData, CancellationToken cancellation)
    {
        using var process = Start(state, assembly);
        using var client = new LocalPlatformClient(state);
        try
        {
            var status = await WaitAsync(host, state, process, client, cancellation);
            StatusView.WriteUrls(host, status);
            if (foreground)
            {
                host.Error.WriteLine("wedsync: Ctrl-C takes it down");
                await process.WaitForExitAsync(cancellation);
                return ExitCodes.Ok;
            }

            await process.StandardInput.WriteAsync(LetGo.AsMemory(), cancellation);
            process.StandardInput.Close();
            return ExitCodes.Ok;
        }
        catch (Exception e)
        {
            host.Error.WriteLine("wedsync: stops everything");
            await EndAsync(state, process, keepData);
            if (e is OperationCanceledException) throw new CliException("stopped on request; nothing runs.");
            throw;
        }
    }

    private static Process Start(StateFolder state, string assembly)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", Script, "sh", state.SupervisorLog, Environment.ProcessPath!, assembly, state.Path]) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Shows what becomes ready; returns when everything is.</summary>
    private static async Task<PlatformStatus> WaitAsync(CliHost host, StateFolder state, Process process, LocalPlatformClient client, CancellationToken cancellation)
    {
        var shown = 0;
        while (true)
        {
            var status = await client.FindStatusAsync(cancellation);
            if (status is not null)
            {
                foreach (var message in status.Messages.Skip(shown)) host.Error.WriteLine($"wedsync: {message}");
                shown = status.Messages.Count;
                if (status.State == PlatformState.Ready) return status;
                if (status.Errors.Count > 0) throw new CliException(status.Errors);
            }
            else if (process.HasExited)
            {
                var reasons = StartFailure.Read(state);
                throw new CliException(reasons.Count > 0 ? reasons : [$"the supervisor ended with {process.ExitCode}: {string.Join(Environment.NewLine, LogRotation.Tail(state.SupervisorLog, LogLines))}"]);
            }

            await Task.Delay(Poll, cancellation);
        }
    }

    private static async Task EndAsync(StateFolder state, Process process, bool keepData)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }

        await process.WaitForExitAsync(CancellationToken.None);
        await Leftovers.EndAsync(state, TimeProvider.System);
        Remains.RemoveAll(state, keepData);
    }
}
