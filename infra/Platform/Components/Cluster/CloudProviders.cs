using Pulumi;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Providers of the clouds, bound to one account and one location, so that nothing lands elsewhere by a default of the environment.</summary>
public static class CloudProviders
{
    /// <summary>Provider of a region's cloud. Give it to the region's components as their <c>Providers</c>; children inherit it.</summary>
    public static ProviderResource ForRegion(PlatformSettings settings, RegionSettings region, Resource? parent = null) =>
        region.Cloud == Cloud.Gcp
            ? Gcp($"{region.Name}-gcp", settings, region.Location, parent)
            : Aws($"{region.Name}-aws", settings, region.Location, parent);

    /// <summary>Provider of Google Cloud.</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="settings">Which project.</param>
    /// <param name="location">Default location; null in the global scope.</param>
    /// <param name="parent">Parent; null = the stack.</param>
    public static Pulumi.Gcp.Provider Gcp(string name, PlatformSettings settings, string? location, Resource? parent = null)
    {
        var args = new Pulumi.Gcp.ProviderArgs
        {
            Project = settings.Accounts.GcpProject,
            // Budgets and organization policies charge their calls to this project.
            BillingProject = settings.Accounts.GcpProject,
            UserProjectOverride = true,
        };
        if (location is not null) args.Region = location;
        return new Pulumi.Gcp.Provider(name, args, new CustomResourceOptions { Parent = parent });
    }

    /// <summary>Provider of AWS.</summary>
    public static Pulumi.Aws.Provider Aws(string name, PlatformSettings settings, string location, Resource? parent = null) => new(name, new Pulumi.Aws.ProviderArgs
    {
        Region = location,
        AllowedAccountIds = { settings.Accounts.AwsAccountId },
        DefaultTags = new Pulumi.Aws.Inputs.ProviderDefaultTagsArgs { Tags = { [CloudTags.PlatformKey] = CloudTags.Platform } },
    }, new CustomResourceOptions { Parent = parent });
}
