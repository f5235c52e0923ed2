using System.Diagnostics;

namespace WedSync.Cli.Up;

/// <summary>Debian's programs that the platform runs.</summary>
internal static class Tools
{
    private static readonly string[] Commands = ["redis-server", "redis-cli", "prometheus", "prometheus-alertmanager", "prometheus-redis-exporter"];

    /// <summary>Installs those that are missing, or says how.</summary>
    /// <exception cref="CliException">They cannot be installed.</exception>
    public static void Install(CliHost host) => Install(host, [.. Commands.Where(command => !IsThere(command))]);

    /// <summary>Installs the small compiler that the library of skewed clocks needs, where the machine has none.</summary>
    /// <exception cref="CliException">It cannot be installed.</exception>
    public static void InstallCompiler(CliHost host) => Install(host, IsThere("cc") || IsThere("tcc") ? [] : ["tcc"]);

    private static bool IsThere(string command)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));

    private static void Install(CliHost host, IReadOnlyList<string> missing)
    {
        if (missing.Count == 0) return;
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(host.Root, "tools/install"), missing) { RedirectStandardError = true })!;
        var said = new List<string>();
        while (process.StandardError.ReadLine() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("error: ", StringComparison.Ordinal)) host.Error.WriteLine(line);
        }

        process.WaitForExit();
        if (process.ExitCode == 0) return;
        throw new CliException([.. said.Where(l => l.StartsWith("error: ", StringComparison.Ordinal)).Select(l => l["error: ".Length..]).DefaultIfEmpty($"{string.Join(", ", missing)}: cannot be installed")]);
    }
}
