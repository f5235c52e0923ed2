using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Logs;

/// <summary>Shows what containers write.</summary>
internal static class LogsCommand
{
    private const string Gateway = "gateway";
    private const string Supervisor = "supervisor";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public static Task<int> RunAsync(CliHost host, string name, string? region, bool follow, CancellationToken cancellation) => PlatformAccess.WithAsync(host, async client =>
    {
        var logs = Find(await client.StatusAsync(cancellation), StateFolder.Of(host.Root), name, region);
        var width = logs.Count > 1 ? logs.Max(l => l.Name.Length) : 0;
        var offsets = logs.ToDictionary(l => l.File, _ => 0L, StringComparer.Ordinal);
        do
        {
            foreach (var (title, file) in logs) offsets[file] = Show(host, file, offsets[file], width == 0 ? "" : $"{title.PadRight(width)} | ");
            if (follow) await Task.Delay(Poll, cancellation).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        while (follow && !cancellation.IsCancellationRequested);
        return ExitCodes.Ok;
    });

    private static List<(string Name, string File)> Find(PlatformStatus status, StateFolder state, string name, string? region)
    {
        if (name == Supervisor) return [(name, state.SupervisorLog)];
        if (name == Gateway) return [(name, Path.Combine(state.Logs, $"{Gateway}.log"))];
        var (target, container) = name.Split('/', 2) is [var pod, var part] ? (pod, part) : (name, null);
        var logs = PlatformAccess.Find(status, target, region)
            .SelectMany(found => found.Pod.Containers.Where(c => container is null || c.Name == container)
                .Select(c => ($"{found.Region.Name} {found.Pod.Name}/{c.Name}", c.Log))).ToList();
        return logs.Count > 0 ? logs : throw new CliException($"'{name}': {target} has no container '{container}'.");
    }

    /// <summary>Shows a log from a place on.</summary>
    /// <returns>Its end; its start again where it was cut.</returns>
    private static long Show(CliHost host, string file, long offset, string prefix)
    {
        if (!File.Exists(file)) return 0;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < offset) offset = 0;
        stream.Seek(offset, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) host.Out.WriteLine(prefix + line);
        return stream.Position;
    }
}
