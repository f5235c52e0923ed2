using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>Names and tags of cloud resources. None depends on the season or the stack.</summary>
public static class CloudTags
{
    /// <summary>Key of the platform's tag, by which budgets and policies find its resources.</summary>
    public const string PlatformKey = "platform";

    /// <summary>Value of the platform's tag.</summary>
    public const string Platform = "wedsync-ai-cache";

    /// <summary>Physical name of a region's resource, such as <c>wedsync-us-west-nodes</c>.</summary>
    public static string Name(RegionSettings region, string what) => $"wedsync-{region.Name}-{what}";

    /// <summary>Tags of a resource with a name.</summary>
    public static InputMap<string> Named(RegionSettings region, string what) => new()
    {
        ["Name"] = Name(region, what),
        [PlatformKey] = Platform,
        ["region"] = region.Name,
        ["managed-by"] = "pulumi",
    };

    /// <summary>Labels on Google Cloud, where a resource has its name already.</summary>
    public static InputMap<string> GcpLabels(RegionSettings region) => new()
    {
        [PlatformKey] = Platform,
        ["region"] = region.Name,
        ["managed-by"] = "pulumi",
    };
}
