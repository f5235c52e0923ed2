using System.Text.Json;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.Cli.Up;

/// <summary>What <c>up</c> was asked.</summary>
internal sealed record UpOptions(string Season, IReadOnlyList<string> Regions, string Network, bool Foreground, string Delay = "0ms");

/// <summary>Runs the platform on this machine.</summary>
internal static class UpCommand
{
    // A unix socket's address holds this many bytes.
    private const int LongestSocketPath = 107;
    private const long LeastFreeBytes = 256L * 1024 * 1024;

    public static async Task<int> RunAsync(CliHost host, UpOptions options, CancellationToken cancellation)
    {
        var state = StateFolder.Of(host.Root);
        try
        {
            await RefuseAsync(state, cancellation);
            var description = await DescribeAsync(host, options, cancellation);
            var kept = await PrepareAsync(state, host);
            Write(state, description);
            return await SupervisorProcess.RunAsync(host, state, Supervisor(host), options.Foreground, kept, cancellation);
        }
        catch (LocalPlatformException e)
        {
            throw new CliException(e.Errors);
        }
        catch (OperationCanceledException)
        {
            throw new CliException("stopped on request; nothing runs.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remains.RemoveAll(state, keepData: true);
            throw new CliException($"{state.Path}: cannot be written ({e.Message}); free space there, or name another folder in {StateFolder.Variable}.");
        }
    }

    private static string Supervisor(CliHost host) => ServicePublisher.AssemblyOf(host.Root, "LocalPlatform.Supervisor");

    /// <summary>Nothing is done beside a platform that runs.</summary>
    private static async Task RefuseAsync(StateFolder state, CancellationToken cancellation)
    {
        if (state.ControlSocket.Length > LongestSocketPath)
        {
            throw new CliException($"{state.ControlSocket}: longer than the {LongestSocketPath} characters that a unix socket may have; name a shorter folder in {StateFolder.Variable}.");
        }

        using var client = new LocalPlatformClient(state);
        var status = await client.FindStatusAsync(cancellation);
        if (status is not null)
        {
            var urls = status.Gateway is { } gateway ? $" at {gateway.Url}" : "";
            throw new CliException($"a local platform runs already ({status.Season}, {string.Join(" and ", status.Regions.Select(r => r.Name))}{urls}, {status.State}); see ./wedsync status, or stop it with ./wedsync down.");
        }

        if (SupervisorFile.Owner(state) is { } owner)
        {
            throw new CliException($"a local platform starts or stops at this moment (process {owner.Pid}); wait for it, or stop it with ./wedsync down.");
        }
    }

    private static async Task<Description> DescribeAsync(CliHost host, UpOptions options, CancellationToken cancellation)
    {
        var delay = Check(options);
        var publisher = new ServicePublisher(host);
        var tools = Task.Run(() => Tools.Install(host), cancellation);
        var planning = StackDescription.PlanAsync(host, options);
        // A wrong season or region is told before anything is built.
        var planned = await planning;
        await tools;
        return planned with { LinkDelayMilliseconds = delay.TotalMilliseconds, Services = await publisher.PublishAsync(cancellation), Gateway = publisher.Gateway };
    }

    /// <summary>The links' delay, once nothing is wrong with it or the network.</summary>
    private static TimeSpan Check(UpOptions options)
    {
        var errors = new List<string>();
        if (!LinkDelay.TryParse(options.Delay, out var delay, out var error)) errors.Add(error);
        try
        {
            LoopbackNetwork.Parse(options.Network);
        }
        catch (LocalPlatformException e)
        {
            errors.AddRange(e.Errors);
        }

        return errors.Count == 0 ? delay : throw new CliException(errors);
    }

    /// <summary>Ends and removes what a killed platform left.</summary>
    /// <returns>Whether there are data of a former run.</returns>
    private static async Task<bool> PrepareAsync(StateFolder state, CliHost host)
    {
        var ended = await Leftovers.EndAsync(state, host.Time);
        if (ended > 0) host.Error.WriteLine($"wedsync: ended {ended} processes of a platform that was killed");
        Remains.RemoveAll(state, keepData: true);
        state.Create();
        var free = new DriveInfo(state.Path).AvailableFreeSpace;
        if (free < LeastFreeBytes)
        {
            throw new IOException($"{free / (1024 * 1024)} MiB are free, at least {LeastFreeBytes / (1024 * 1024)} MiB are needed");
        }

        var kept = Directory.Exists(state.Data);
        if (kept) host.Error.WriteLine("wedsync: takes the data that the last down --keep-data kept");
        return kept;
    }

    private static void Write(StateFolder state, Description description)
        => File.WriteAllText(state.DescriptionFile, JsonSerializer.Serialize(description, DescriptionJson.Default.Description));
}
