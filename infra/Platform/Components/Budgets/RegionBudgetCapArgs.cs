using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Budgets;

/// <summary>Arguments of a <see cref="RegionBudgetCap"/>.</summary>
public sealed class RegionBudgetCapArgs
{
    /// <summary>The region.</summary>
    public required RegionContext Context { get; init; }
}
