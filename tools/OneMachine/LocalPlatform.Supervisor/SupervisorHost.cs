using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.LocalPlatform.Supervisor;

/// <summary>Holds a local platform: starts it, answers the control API, and takes everything down at its end.</summary>
internal sealed class SupervisorHost : IAsyncDisposable
{
    /// <summary>Byte by which whoever started the supervisor lets it go: without it, the end of its input ends the platform.</summary>
    public const byte LetGo = (byte)'k';

    private static readonly TimeSpan FailureShown = TimeSpan.FromSeconds(15);

    private readonly StateFolder _state;
    private readonly PlatformRun _run;
    private readonly TaskCompletionSource<bool> _down = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _signals = [];

    private SupervisorHost(StateFolder state, PlatformRun run)
    {
        _state = state;
        _run = run;
    }

    public PlatformRun Platform => _run;

    public static async Task<int> RunAsync(StateFolder state, Stream input)
    {
        using var owner = SupervisorFile.Take(state);
        if (owner is null)
        {
            await Console.Error.WriteLineAsync($"{state.Path}: another supervisor holds it.");
            return 1;
        }

        Native.BecomeSubreaper();
        var runId = Guid.NewGuid().ToString("N");
        using var sweeper = Sweeper.Start(runId);
        try
        {
            await using var host = new SupervisorHost(state, new PlatformRun(Settings(state, runId)));
            return await host.ServeAsync(input);
        }
        catch (LocalPlatformException e)
        {
            StartFailure.Write(state, e.Errors);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            StartFailure.Write(state, [$"{state.Path}: {e.Message}"]);
            return 1;
        }
    }

    /// <summary>Asks for the end.</summary>
    public void Stop(bool keepData) => _down.TrySetResult(keepData);

    public async ValueTask DisposeAsync()
    {
        foreach (var signal in _signals) signal.Dispose();
        await _run.DisposeAsync();
    }

    private static RunSettings Settings(StateFolder state, string runId)
    {
        var description = JsonSerializer.Deserialize(File.ReadAllText(state.DescriptionFile), DescriptionJson.Default.Description)!;
        return new RunSettings
        {
            Description = description,
            State = state,
            Network = LoopbackNetwork.Parse(description.Network),
            RunId = runId,
            Dotnet = Environment.ProcessPath!,
            FindTool = ToolPath.Find,
            Time = TimeProvider.System,
            Log = Console.Out,
        };
    }

    private async Task<int> ServeAsync(Stream input)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Stop(keepData: true);
            }));
        }

        await using var api = await ControlApi.StartAsync(_state, this, _run.Settings);
        _ = WatchStarterAsync(input);
        var started = _run.StartAsync();
        await Task.WhenAny(started, _down.Task);
        if (started.IsFaulted)
        {
            _ = started.Exception;
            await ShowFailureAsync();
            Remains.Remove(_state, keepData: true);
            return 1;
        }

        var keepData = await _down.Task;
        await _run.StopAsync(keepData);
        await started.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Remains.Remove(_state, keepData);
        api.SayDown();
        return 0;
    }

    /// <summary>Leaves the starter time to ask why.</summary>
    private async Task ShowFailureAsync()
    {
        StartFailure.Write(_state, _run.Status().Errors);
        await Task.WhenAny(_down.Task, Task.Delay(FailureShown));
    }

    /// <summary>A starter that ends without a word was killed: what it had begun ends too.</summary>
    private async Task WatchStarterAsync(Stream input)
    {
        var buffer = new byte[1];
        try
        {
            while (await input.ReadAsync(buffer) > 0)
            {
                if (buffer[0] == LetGo) return;
            }
        }
        catch (IOException)
        {
            // As an end.
        }

        Stop(keepData: true);
    }
}

/// <summary>Finds programs.</summary>
internal static class ToolPath
{
    // Where Debian keeps programs for administrators, which the path of a user may lack.
    private static readonly string[] Further = ["/usr/sbin", "/usr/local/sbin"];

    public static string? Find(string command)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(Further).Where(f => f.Length > 0)
            .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
}

/// <summary>
/// A small process that outlives a supervisor that is killed: it ends whatever then still has the run's name in its environment,
/// such as what a script had started. The kernel has ended the scripts themselves by then.
/// </summary>
internal sealed class Sweeper : IDisposable
{
    private const string Script = """
        trap '' TERM INT HUP
        cat >/dev/null
        for round in 1 2 3; do
            for file in $(grep -lzxs "WEDSYNC_RUN_ID=$1" /proc/[0-9]*/environ); do
                pid=${file#/proc/}
                kill -KILL "${pid%/environ}" 2>/dev/null
            done
        done
        """;

    private readonly Process _process;

    private Sweeper(Process process) => _process = process;

    public static Sweeper Start(string runId)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", runId]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        return new Sweeper(Process.Start(start)!);
    }

    /// <summary>Lets it look once more and waits for it.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
