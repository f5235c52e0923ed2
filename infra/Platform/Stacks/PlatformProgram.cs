using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Stacks;

/// <summary>The whole program for one stack: the global scope, the regions, or both.</summary>
public static class PlatformProgram
{
    /// <summary>Declares all resources of the stack and returns the stack's outputs.</summary>
    public static IDictionary<string, object?> Run(PlatformSettings settings)
    {
        foreach (var region in settings.StackRegions)
        {
            _ = new RegionStack(settings, region);
        }

        return new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["season"] = settings.Stack.Season.Name(),
        };
    }
}
