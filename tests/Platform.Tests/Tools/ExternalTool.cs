using System.Diagnostics;

namespace WedSync.Platform.Tests.Tools;

/// <summary>A program of the machine that tests run: the real one, so that what we render is checked by what will read it.</summary>
/// <param name="name">The executable, such as <c>promtool</c>.</param>
/// <param name="package">The Debian package that brings it.</param>
public sealed class ExternalTool(string name, string package)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Prometheus' checker and rule tester.</summary>
    public static ExternalTool Promtool { get; } = new("promtool", "prometheus");

    /// <summary>Alertmanager's checker.</summary>
    public static ExternalTool Amtool { get; } = new("amtool", "prometheus-alertmanager");

    /// <summary>Where the executable is.</summary>
    /// <exception cref="InvalidOperationException">The machine does not have it.</exception>
    public string Path => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => System.IO.Path.Combine(directory, name))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"'{name}' is not on the PATH; this test checks with the real tool. Install it: apt-get install {package}");

    /// <summary>Runs the tool to its end.</summary>
    /// <param name="workingDirectory">Folder to run in.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<ToolResult> RunAsync(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{Path}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{name} {string.Join(' ', arguments)}' did not end within {Limit}.");
        }

        return new ToolResult(process.ExitCode, await output + await error);
    }
}

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">0 when all is well.</param>
/// <param name="Output">What it printed.</param>
public sealed record ToolResult(int ExitCode, string Output)
{
    /// <summary>Fails the test with the tool's own words unless it ended well.</summary>
    public ToolResult AssertSucceeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }
}
