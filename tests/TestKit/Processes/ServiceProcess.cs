using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WedSync.TestKit.Processes;

/// <summary>A service of this solution as its own process, with exactly the environment that is given. It ends with the test process.</summary>
public sealed partial class ServiceProcess : IDisposable
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private const int SigStop = 19;
    private const int SigContinue = 18;

    private const string Holder =
        "dotnet \"$1\" <&- & p=$!; echo \"pid $p\"; cat >/dev/null; kill -CONT $p 2>/dev/null; kill -9 $p 2>/dev/null; wait $p";

    private readonly Process _holder;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _serverId = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process holder) => _holder = holder;

    /// <summary>What it wrote so far, for messages of failed tests.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>The process that the service runs below.</summary>
    public int HolderId => _holder.Id;

    /// <summary>Starts an assembly.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="openFiles">How many files it may have open; null = as many as the test process.</param>
    public static ServiceProcess Start(string assembly, IReadOnlyDictionary<string, string> environment, int? openFiles = null)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var limit = openFiles is { } files ? string.Create(CultureInfo.InvariantCulture, $"ulimit -n {files}; ") : "";
        foreach (var argument in new[] { "-c", limit + Holder, "sh", assembly }) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var holder = new Process { StartInfo = start };
        var service = new ServiceProcess(holder);
        holder.OutputDataReceived += (_, line) => service.Take(line.Data);
        holder.ErrorDataReceived += (_, line) => service.Take(line.Data);
        holder.Start();
        holder.BeginOutputReadLine();
        holder.BeginErrorReadLine();
        return service;
    }

    /// <summary>Asks it to end.</summary>
    public Task TerminateAsync() => SignalAsync(SigTerm);

    /// <summary>Ends it at once.</summary>
    public Task KillAsync() => SignalAsync(SigKill);

    /// <summary>Bytes of memory that it takes now.</summary>
    public async Task<long> ResidentBytesAsync()
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{await _serverId.Task}/status")).First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Freezes it, and waits until its last thread stands still: the signal alone lets them run on for some milliseconds.</summary>
    public async Task StopAsync()
    {
        await SignalAsync(SigStop);
        var threads = $"/proc/{await _serverId.Task}/task";
        while (!Directory.GetDirectories(threads).All(thread => HasState(thread, 'T'))) await Task.Delay(1);
    }

    /// <summary>Ends a freeze.</summary>
    public Task ResumeAsync() => SignalAsync(SigContinue);

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task WaitForExitAsync(TimeSpan longest)
    {
        var started = TimeProvider.System.GetTimestamp();
        var process = $"/proc/{await _serverId.Task}";
        while (!HasEnded(process))
        {
            if (TimeProvider.System.GetElapsedTime(started) > longest) throw new TimeoutException($"It runs after {longest}.\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _holder.StandardInput.Dispose();
        if (!_holder.WaitForExit(10_000)) _holder.Kill(entireProcessTree: true);
        _holder.Dispose();
    }

    // The holding shell has not asked for the exit code yet: the ended process is a zombie.
    private static bool HasEnded(string process) => !Directory.Exists(process) || HasState(process, 'Z');

    // The state follows the name, which may itself hold brackets.
    private static bool HasState(string task, char state)
    {
        var status = File.ReadAllText(Path.Combine(task, "stat"));
        return status[status.LastIndexOf(')') + 2] == state;
    }

    private async Task SignalAsync(int signal)
    {
        if (SendSignal(await _serverId.Task, signal) != 0) throw new InvalidOperationException($"The service does not run.\n{Output}");
    }

    private void Take(string? line)
    {
        if (line is null) return;
        if (line.StartsWith("pid ", StringComparison.Ordinal)) _serverId.TrySetResult(int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture));
        lock (_output) _output.AppendLine(line);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
