using WedSync.Planning;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests;

/// <summary>Plans of components that live in a region's cluster, without the rest of the region.</summary>
internal static class EdgePlans
{
    /// <summary>Plans a component for the one region of a stack.</summary>
    public static Task<Plan> RunAsync(
        string stack,
        Func<RegionContext, Pulumi.Resource> component,
        Func<PlatformSettings, PlatformSettings>? change = null)
    {
        var settings = TestSettings.For(stack);
        settings = change is null ? settings : change(settings);
        return PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = false }, () =>
        {
            var region = settings.StackRegions.Single();
            var provider = new Pulumi.Kubernetes.Provider(region.Name);
            component(new RegionContext(settings, region, provider));
        });
    }
}
