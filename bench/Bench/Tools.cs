using System.Diagnostics;

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

    private static string Installer()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WedSync.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("WedSync.slnx: not found above the benchmarks."), "infra/tools/install");
    }
}

/// <summary>A process that ends with this one.</summary>
internal sealed class Companion : IDisposable
{
    private const string Holder = "\"$@\" </dev/null >/dev/null 2>&1 & p=$!; cat >/dev/null; kill -9 $p; wait";

    private readonly Process _process;

    public Companion(params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", Holder, "sh" }.Concat(command)) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
    }

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }
}
