using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Common;

/// <summary>What the components inside a region's cluster share.</summary>
/// <param name="Settings">The stack's settings.</param>
/// <param name="Region">The region they are in.</param>
/// <param name="Kubernetes">Provider of the region's cluster.</param>
public sealed record RegionContext(PlatformSettings Settings, RegionSettings Region, Pulumi.Kubernetes.Provider Kubernetes)
{
    /// <summary>Logical name of a resource: the region, then what it is. A stack may hold several regions.</summary>
    public string Logical(string name) => $"{Region.Name}-{name}";

    /// <summary>Options of a child that lives in the region's cluster.</summary>
    public CustomResourceOptions In(Resource parent, params Resource[] dependsOn) => new()
    {
        Parent = parent,
        Provider = Kubernetes,
        DependsOn = dependsOn,
    };

    /// <summary>The same for a child that holds data: it is not deleted before someone unprotects it.</summary>
    public CustomResourceOptions InProtected(Resource parent, params Resource[] dependsOn)
    {
        var options = In(parent, dependsOn);
        options.Protect = true;
        return options;
    }
}
