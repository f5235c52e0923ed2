using System.Diagnostics;
using System.Globalization;

namespace WedSync.Bench;

/// <summary>Programs of the distribution that the benchmarks need.</summary>
internal static class Tools
{
    /// <summary>Installs what is missing and says so; without root the exception says which command to run.</summary>
    public static Task EnsureAsync(params string[] programs) => RunAsync(Installer(), programs);

    /// <summary>Runs a program and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>Processor time that a process and all below it have used.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        // Of the fields after the name, which is the only one with blanks: 12 and 13 are user and system time in 1/100 s.
        var status = File.ReadAllText($"/proc/{process}/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        var own = TimeSpan.FromMilliseconds(10 * (Number(fields[11]) + Number(fields[12])));
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Aggregate(own, (sum, child) => sum + ProcessorTime((int)Number(child)));

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Installer()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WedSync.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("WedSync.slnx: not found above the benchmarks."), "tools/install");
    }
}

/// <summary>A process that ends with this one.</summary>
internal sealed class Companion : IDisposable
{
    // Asked first: a server that is killed at once leaves its own workers behind.
    private const string Holder =
        "\"$@\" </dev/null >/dev/null 2>&1 & p=$!; cat >/dev/null; kill $p; (sleep 5; kill -9 $p) 2>/dev/null & wait $p; kill $! 2>/dev/null";

    private readonly Process _process;

    public Companion(params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", Holder, "sh" }.Concat(command)) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
    }

    /// <summary>The process that all of it is below.</summary>
    public int HolderId => _process.Id;

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }
}
