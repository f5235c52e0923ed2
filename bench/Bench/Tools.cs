using System.Diagnostics;

namespace WedSync.Bench;

/// <summary>Programs of the distribution that the benchmarks need.</summary>
internal static class Tools
{
    private static readonly string[] Folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin"];

    /// <summary>Installs what is missing, and says so; without root it says which command to run.</summary>
    public static async Task EnsureAsync(params (string Program, string Package)[] tools)
    {
        var missing = tools.Where(tool => !Exists(tool.Program)).Select(tool => tool.Package).ToArray();
        if (missing.Length == 0) return;
        var command = $"apt-get install -y --no-install-recommends {string.Join(' ', missing)}";
        if (Environment.UserName != "root") throw new InvalidOperationException($"Missing programs. Run: sudo {command}");
        await Console.Error.WriteLineAsync($"Installing: {command}");
        await RunAsync("apt-get", "update -q".Split(' '));
        await RunAsync("apt-get", command.Split(' ')[1..]);
    }

    /// <summary>Runs a program and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    private static bool Exists(string program) =>
        Folders.Any(folder => File.Exists(Path.Combine(folder, program)));
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
