using System.Collections.Concurrent;
using System.Diagnostics;

namespace WedSync.LocalPlatform.Processes;

/// <summary>What to start.</summary>
internal sealed record ProcessRequest
{
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>File that both its outputs go to.</summary>
    public required string OutputFile { get; init; }

    /// <summary>Whether the file keeps what it holds.</summary>
    public bool Append { get; init; } = true;
}

/// <summary>
/// Starts processes that cannot outlive this one: each gets SIGKILL from the kernel when the thread that started it ends, so one
/// thread that lives as long as this object starts them all. Each leads a session of its own and can be ended with all it started.
/// Outputs go to files directly, so that no pipe fills up or breaks.
/// </summary>
internal sealed class ProcessSpawner : IDisposable
{
    private const string Script = "out=$1; shift; exec setsid setpriv --pdeathsig KILL -- \"$@\" >>\"$out\" 2>&1 </dev/null";

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ProcessSpawner()
    {
        _thread = new Thread(Work) { Name = "process spawner", IsBackground = true };
        _thread.Start();
    }

    public Task<ChildProcess> StartAsync(ProcessRequest request)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Start(request));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every process that still runs.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Work()
    {
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }

    private static ChildProcess Start(ProcessRequest request)
    {
        if (!request.Append) File.Delete(request.OutputFile);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = request.WorkingDirectory, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Script, "sh", request.OutputFile, .. request.Command]) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in request.Environment) start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }
}

/// <summary>A started process and everything in its session.</summary>
internal sealed class ChildProcess
{
    private readonly Process _process;

    public ChildProcess(Process process)
    {
        _process = process;
        // An ended child stays until it is waited for, so the number is its own still.
        Identity = ProcessTable.Find(process.Id) ?? new ProcessIdentity(process.Id, 0);
        Exited = WaitAsync();
    }

    public ProcessIdentity Identity { get; }

    public int Pid => Identity.Pid;

    /// <summary>Exit code, 128 and the signal's number where a signal ended it. When this is known, nothing of its group runs.</summary>
    public Task<int> Exited { get; }

    /// <summary>Signals the process alone, as a kubelet signals the first process of a container.</summary>
    public void Signal(int signal)
    {
        if (!Exited.IsCompleted) Native.Signal(Pid, signal);
    }

    /// <summary>Signals it and everything it started.</summary>
    public void SignalGroup(int signal)
    {
        if (Exited.IsCompleted) return;
        // Before it leads a group, the group's number is nobody's.
        if (!Native.SignalGroup(Pid, signal)) Native.Signal(Pid, signal);
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        if (Native.SignalGroup(Pid, Native.SigKill)) await Task.Run(() => Native.ReapGroup(Pid));
        return code;
    }
}
