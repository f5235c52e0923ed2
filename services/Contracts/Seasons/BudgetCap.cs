namespace WedSync.Contracts.Seasons;

/// <summary>
/// The ConfigMap by which the program tells a region's season operator what a month may cost. The operator raises no replica bound
/// past the share <see cref="CapPercentKey"/> of the budget.
/// </summary>
public static class BudgetCap
{
    /// <summary>Name of the ConfigMap, in the cache's namespace.</summary>
    public const string ConfigMap = "budget-cap";

    /// <summary>Key: the region's budget in whole US dollars a month.</summary>
    public const string MonthlyBudgetUsdKey = "monthlyBudgetUsd";

    /// <summary>Key: share of the budget in percent at which bounds stop rising.</summary>
    public const string CapPercentKey = "capPercent";
}
