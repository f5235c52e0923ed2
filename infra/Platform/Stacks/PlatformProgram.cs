using Pulumi;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Stacks;

/// <summary>The whole program for one stack: the global scope, the regions, or both.</summary>
public static class PlatformProgram
{
    /// <summary>Declares all resources of the stack and returns the stack's outputs.</summary>
    public static IDictionary<string, object?> Run(PlatformSettings settings)
    {
        var outputs = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["season"] = settings.Stack.Season.Name(),
        };
        var ready = new List<Resource>();
        foreach (var settingsOfRegion in settings.StackRegions)
        {
            var region = new RegionScope(settings, settingsOfRegion);
            ready.Add(region.Ready);
            outputs[$"{settingsOfRegion.Name}-cluster"] = region.ClusterName;
            outputs[$"{settingsOfRegion.Name}-redis"] = region.RedisEndpoints;
        }

        if (settings.Stack.HoldsGlobal)
        {
            outputs["addresses"] = new GlobalScope(settings, ready).Addresses;
        }

        return outputs;
    }
}
