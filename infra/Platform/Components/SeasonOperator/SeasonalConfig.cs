using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>
/// The season in force and the profiles of all, for every workload of the region. It stands before them: pods mount it. This is one of
/// the few objects that a season changes, and always in place.
/// </summary>
public sealed class SeasonalConfig : ComponentResource
{
    /// <summary>Creates the ConfigMap.</summary>
    public SeasonalConfig(string name, SeasonalConfigArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:season:SeasonalConfig", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var data = new InputMap<string>();
        foreach (var (key, text) in SeasonalConfigData.For(args.Context.Settings))
        {
            data[key] = text;
        }

        var map = new ConfigMap(args.Context.Logical("seasonal-config"), new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Names.SeasonalConfig,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(Names.SeasonOperator, "season"),
            },
            Data = data,
        }, args.Context.In(this, [.. args.After]));
        ConfigMapName = map.Metadata.Apply(m => m.Name);
        RegisterOutputs(new Dictionary<string, object?> { ["configMapName"] = ConfigMapName });
    }

    /// <summary>The ConfigMap.</summary>
    [Output("configMapName")]
    public Output<string> ConfigMapName { get; private set; }
}

/// <summary>Arguments of a <see cref="SeasonalConfig"/>.</summary>
public sealed class SeasonalConfigArgs
{
    /// <summary>The region it is in.</summary>
    public required RegionContext Context { get; init; }

    /// <summary>What must stand before it: the namespace.</summary>
    public IReadOnlyList<Resource> After { get; init; } = [];
}
