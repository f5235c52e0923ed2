using System.Diagnostics;
using System.Text;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>The season operator as its own process with exactly the environment that is given.</summary>
internal sealed class OperatorProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lines;
    private int _killAt = int.MaxValue;
    private bool _isDisposed;

    private OperatorProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static OperatorProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Configuration.TopologySettings).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var self = new OperatorProcess(process);
        process.OutputDataReceived += (_, line) => self.Take(line.Data);
        process.ErrorDataReceived += (_, line) => self.Take(line.Data);
        process.Exited += (_, _) => self._ended.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return self;
    }

    /// <summary>Kills it when it writes its n-th line; it may have ended before.</summary>
    public async Task KillAtLineAsync(int line)
    {
        lock (_output) _killAt = line;
        Take(null);
        await _ended.Task.WaitAsync(Longest);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Longest);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        lock (_output)
        {
            _isDisposed = true;
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
        }
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            if (line is not null)
            {
                _output.AppendLine(line);
                _lines++;
            }

            // Its last lines may come after its end.
            if (_lines >= _killAt && !_isDisposed && !_process.HasExited) _process.Kill();
        }
    }
}
