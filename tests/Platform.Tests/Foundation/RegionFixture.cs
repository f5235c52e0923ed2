using Pulumi;
using WedSync.Planning;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Foundation;

/// <summary>A region's network, keys and cluster, planned as the stack declares them.</summary>
internal static class RegionFixture
{
    /// <summary>Plans the base of a stack's only region, and what a test adds inside the cluster.</summary>
    public static async Task<Plan> PlanAsync(
        string stack,
        Action<RegionCluster, ComponentResourceOptions>? more = null,
        Func<PlatformSettings, PlatformSettings>? change = null,
        bool isPreview = false)
    {
        var settings = TestSettings.For(stack);
        if (change is not null) settings = change(settings);
        var region = settings.StackRegions.Single();
        return await PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = isPreview }, () =>
        {
            var cloud = new ComponentResourceOptions { Providers = { CloudProviders.ForRegion(settings, region) } };
            var keys = new RegionKeys($"{region.Name}-keys", new RegionKeysArgs { Settings = settings, Region = region }, cloud);
            var network = new RegionNetwork($"{region.Name}-net", new RegionNetworkArgs { Settings = settings, Region = region, Keys = keys }, cloud);
            var cluster = new RegionCluster(
                $"{region.Name}-cluster",
                new RegionClusterArgs { Settings = settings, Region = region, Network = network, Keys = keys },
                cloud);
            more?.Invoke(cluster, cloud);
        });
    }

    public static PlannedResource Single(this Plan plan, string type, string name) =>
        Assert.Single(plan.Resources, r => r.Type == type && r.Name == name);


    /// <summary>Asserts that every path has its text; null = the path must not be there.</summary>
    public static void Has(this PlannedResource resource, params (string Path, string? Text)[] expected) =>
        Assert.Equal(expected, expected.Select(e => (e.Path, resource.Text(e.Path))));
}
