using System.Diagnostics;
using System.Xml.Linq;
using WedSync.LocalPlatform.Manifests;

namespace WedSync.Cli.Up;

/// <summary>
/// Publishes what the platform runs of this solution, where its sources are newer: every service whose project names the repository
/// of its image, the gateway and the supervisor. One build makes them all, so that what they share is built once.
/// </summary>
internal sealed class ServicePublisher(CliHost host)
{
    private const string GatewayProject = "tools/Traffic/Gateway/Gateway.csproj";
    private const string SupervisorProject = "tools/OneMachine/LocalPlatform.Supervisor/LocalPlatform.Supervisor.csproj";
    private const string Build = "tools/publish.proj";
    private const string Repository = "ContainerRepository";

    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    /// <summary>The gateway's assembly; null where its project does not exist.</summary>
    public string? Gateway => File.Exists(InRoot(GatewayProject)) ? AssemblyOf(host.Root, "Gateway") : null;

    /// <summary>Where a project's assembly is published to.</summary>
    public static string AssemblyOf(string root, string project) => Path.Combine(root, "artifacts", CliHost.Sdk, "publish", project, "release", $"WedSync.{project}.dll");

    /// <summary>Publishes what is stale.</summary>
    /// <returns>Executables by the last segment of their image's name.</returns>
    /// <exception cref="CliException">A build fails.</exception>
    public async Task<IReadOnlyDictionary<string, ServiceExecutable>> PublishAsync(CancellationToken cancellation)
    {
        var services = Services();
        var projects = services.Select(s => s.Project).Concat(((string[])[GatewayProject, SupervisorProject]).Select(InRoot).Where(File.Exists)).ToList();
        var stale = projects.Where(IsStale).ToList();
        if (stale.Count > 0) await PublishAsync(stale, cancellation);
        return services.ToDictionary(
            s => s.Repository,
            s => new ServiceExecutable(AssemblyOf(host.Root, Path.GetFileNameWithoutExtension(s.Project)), Path.GetRelativePath(host.Root, s.Project)),
            StringComparer.Ordinal);
    }

    private string InRoot(string path) => Path.Combine(host.Root, path);

    private List<(string Repository, string Project)> Services()
    {
        var found = from project in Directory.EnumerateFiles(InRoot("services"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    let repository = XDocument.Load(project).Descendants(Repository).FirstOrDefault()?.Value.Trim()
                    where repository is { Length: > 0 }
                    select (repository, project);
        return [.. found];
    }

    private string StampOf(string project) => InRoot($"artifacts/{CliHost.Sdk}/published/{Path.GetFileNameWithoutExtension(project)}");

    private bool IsStale(string project)
    {
        var stamp = StampOf(project);
        if (!File.Exists(stamp) || !File.Exists(AssemblyOf(host.Root, Path.GetFileNameWithoutExtension(project)))) return true;
        var built = File.GetLastWriteTimeUtc(stamp);
        return SharedFiles.Select(InRoot).Concat(FoldersOf(project).SelectMany(Sources)).Any(path => Directory.GetLastWriteTimeUtc(path) > built);
    }

    /// <summary>Folders of a project and of all it refers to.</summary>
    private static HashSet<string> FoldersOf(string project)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>([project]);
        while (left.TryDequeue(out var next))
        {
            var folder = Path.GetDirectoryName(next)!;
            if (!folders.Add(folder)) continue;
            foreach (var reference in XDocument.Load(next).Descendants("ProjectReference"))
            {
                left.Enqueue(Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value.Replace('\\', '/'))));
            }
        }

        return folders;
    }

    /// <summary>Files and folders: a folder is newer when a file came or went.</summary>
    private static IEnumerable<string> Sources(string folder)
        => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)).Prepend(folder);

    private async Task PublishAsync(List<string> projects, CancellationToken cancellation)
    {
        var begun = host.Time.GetUtcNow().UtcDateTime;
        var log = InRoot($"artifacts/{CliHost.Sdk}/publish.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        host.Error.WriteLine($"wedsync: builds {string.Join(", ", projects.Select(Path.GetFileNameWithoutExtension))}");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, WorkingDirectory = host.Root };
        string[] arguments =
        [
            "msbuild", InRoot(Build), "-restore", "-m", "-nologo", "-v:m", "-clp:NoSummary",
            $"-p:Projects={string.Join("%3B", projects)}", $"-p:PulumiSdk={CliHost.Sdk}", "-p:UseSharedCompilation=false",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Build servers would outlive the build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        await RunAsync(start, log, cancellation);
        foreach (var project in projects)
        {
            var stamp = StampOf(project);
            Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
            await File.WriteAllTextAsync(stamp, "", cancellation);
            // Not "now": a source saved during the build is still newer.
            File.SetLastWriteTimeUtc(stamp, begun);
        }
    }

    private async Task RunAsync(ProcessStartInfo start, string log, CancellationToken cancellation)
    {
        using var process = Process.Start(start)!;
        var errors = new List<string>();
        await using (var writer = new StreamWriter(log))
        {
            try
            {
                while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
                {
                    await writer.WriteLineAsync(line);
                    if (line.Contains("/publish/", StringComparison.Ordinal) && line.Split(" -> ") is [var project, _]) host.Error.WriteLine($"wedsync: built {project.Trim()}");
                    if (line.Contains(" error ", StringComparison.Ordinal)) errors.Add(line.Trim());
                }

                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }

        if (process.ExitCode != 0) throw new CliException([.. errors.Distinct().Take(20), $"the build of the services failed; its whole output is in {log}"]);
    }
}
