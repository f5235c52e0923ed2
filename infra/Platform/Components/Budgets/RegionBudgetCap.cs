using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Costing;

namespace WedSync.Platform.Components.Budgets;

/// <summary>
/// What a month of a region may cost, told to its season operator. An alert after the money is spent is no cap: the operator reads this
/// and raises no replica bound whose cost would pass the share.
/// </summary>
public sealed class RegionBudgetCap : ComponentResource
{
    /// <summary>Writes the ConfigMap.</summary>
    public RegionBudgetCap(string name, RegionBudgetCapArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:budgets:RegionBudgetCap", name, options)
    {
        var context = args.Context;
        var map = new ConfigMap(context.Logical(BudgetCap.ConfigMap), new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = BudgetCap.ConfigMap,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(BudgetCap.ConfigMap, "budgets"),
            },
            Data =
            {
                [BudgetCap.MonthlyBudgetUsdKey] = BudgetAmounts.ForRegion(context.Settings, context.Region).ToString(CultureInfo.InvariantCulture),
                [BudgetCap.CapPercentKey] = context.Settings.Budget.CapPercent.ToString(CultureInfo.InvariantCulture),
            },
        }, context.In(this));
        ConfigMapName = map.Metadata.Apply(m => m.Name);
        RegisterOutputs(new Dictionary<string, object?> { ["configMapName"] = ConfigMapName });
    }

    /// <summary>Name of the ConfigMap.</summary>
    [Output("configMapName")]
    public Output<string> ConfigMapName { get; private set; }
}
