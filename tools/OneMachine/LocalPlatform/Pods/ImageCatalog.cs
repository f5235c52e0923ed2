using WedSync.LocalPlatform.Manifests;

namespace WedSync.LocalPlatform.Pods;

/// <summary>Which program stands for an image: this solution's own services, or a tool that Debian packages.</summary>
public sealed class ImageCatalog(IReadOnlyDictionary<string, ServiceExecutable> services, Func<string, string?> findTool, string dotnet)
{
    private static readonly Dictionary<string, Tool> Tools = new(StringComparer.Ordinal)
    {
        // A cluster is its nodes: as many as the profile says.
        ["redis"] = new("redis-server", KeepsReplicas: true),
        ["prometheus"] = new("prometheus")
        {
            ListenFlag = "--web.listen-address",
            // Debian's 2.42 expands variables in external labels only when asked to; later versions always do.
            ExtraArguments = ["--enable-feature=expand-external-labels"],
        },
        ["alertmanager"] = new("prometheus-alertmanager") { ListenFlag = "--web.listen-address" },
        ["redis_exporter"] = new("prometheus-redis-exporter"),
    };

    /// <summary>Commands of the tools that the catalogue knows.</summary>
    public static IReadOnlyList<string> ToolCommands { get; } = [.. Tools.Values.Select(tool => tool.Command)];

    /// <summary>The program of an image; a reason where there is none.</summary>
    public ImageMatch Match(string image)
    {
        var name = NameOf(image);
        if (services.TryGetValue(name, out var service))
        {
            return service.Assembly is { } assembly
                ? new ImageMatch(image) { Command = [dotnet, assembly], IsService = true }
                : new ImageMatch(image) { Reason = $"its project {service.Project} was not published" };
        }

        if (!Tools.TryGetValue(name, out var tool)) return new ImageMatch(image) { Reason = $"no project builds the image '{name}' and it is no tool this machine has" };
        return findTool(tool.Command) is { } path
            ? new ImageMatch(image) { Command = [path], Tool = tool }
            : new ImageMatch(image) { Reason = $"{tool.Command} is not installed" };
    }

    /// <summary>Last segment of an image's name, without tag and digest.</summary>
    public static string NameOf(string image)
    {
        var last = image[(image.LastIndexOf('/') + 1)..];
        var end = last.IndexOfAny([':', '@']);
        return end < 0 ? last : last[..end];
    }
}

/// <summary>A program that Debian packages.</summary>
/// <param name="Command">Its command.</param>
/// <param name="KeepsReplicas">Whether all replicas of the description run, not one.</param>
public sealed record Tool(string Command, bool KeepsReplicas = false)
{
    /// <summary>Flag that binds its server to the pod's address; null where its configuration does.</summary>
    public string? ListenFlag { get; init; }

    /// <summary>Arguments that Debian's version needs besides those of the description.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];
}

/// <summary>What stands for an image.</summary>
/// <param name="Image">The image.</param>
public sealed record ImageMatch(string Image)
{
    /// <summary>The image's entry point here; empty where there is none.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether it is a service of this solution.</summary>
    public bool IsService { get; init; }

    /// <summary>The tool; null for a service.</summary>
    public Tool? Tool { get; init; }

    /// <summary>Why there is no program; null where there is one.</summary>
    public string? Reason { get; init; }
}
