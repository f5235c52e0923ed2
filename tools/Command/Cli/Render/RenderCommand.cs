using WedSync.Planning;

namespace WedSync.Cli.Render;

/// <summary>Writes a stack's Kubernetes objects as YAML, a file each, and its cloud resources as JSON.</summary>
internal static class RenderCommand
{
    public static async Task<int> RunAsync(CliHost host, string stack, string output)
    {
        var folder = new RenderFolder(host.Resolve(output));
        folder.Check();
        var plan = await StackPlanner.PlanAsync(host, stack);
        var regions = plan.Settings.StackRegions.Select(r => r.Name).ToList();
        var files = Files(plan.Known, regions);
        folder.Write(plan.Settings.Stack.Name, files);
        host.Out.WriteLine($"{files.Count} files in {folder.Path}");
        return ExitCodes.Ok;
    }

    /// <summary>All files by path, from the apply-time run: manifests hold values, not marks.</summary>
    public static IReadOnlyDictionary<string, string> Files(Plan plan, IReadOnlyList<string> regions)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in plan.Resources.Where(r => !r.IsComponent && !r.IsExternal))
        {
            var scope = regions.FirstOrDefault(region => resource.Name.StartsWith(region + "-", StringComparison.Ordinal)) ?? "global";
            var (path, text) = RenderedFile.Of(resource);
            files.Add(Unique(files, $"{scope}/{path}"), text);
        }

        return files;
    }

    private static string Unique(SortedDictionary<string, string> files, string path)
    {
        var candidate = path;
        for (var i = 2; files.ContainsKey(candidate); i++)
        {
            var dot = path.LastIndexOf('.');
            candidate = $"{path[..dot]}-{i}{path[dot..]}";
        }

        return candidate;
    }
}
