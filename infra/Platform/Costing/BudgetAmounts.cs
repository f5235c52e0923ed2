using WedSync.Platform.Configuration;

namespace WedSync.Platform.Costing;

/// <summary>Amounts of budgets, from the expected cost.</summary>
public static class BudgetAmounts
{
    /// <summary>A month's budget in whole US dollars, rounded up: the expected cost and its headroom.</summary>
    /// <param name="expectedMonthlyUsd">Expected cost, zero or more.</param>
    /// <param name="budget">Headroom in percent.</param>
    public static long Monthly(decimal expectedMonthlyUsd, BudgetSettings budget) =>
        (long)Math.Ceiling(expectedMonthlyUsd * (100 + budget.HeadroomPercent) / 100);

    /// <summary>A month's budget of a region in the stack's season.</summary>
    public static long ForRegion(PlatformSettings settings, RegionSettings region) =>
        Monthly(MonthlyCost.ForRegion(settings, region, settings.Stack.Season).MonthlyUsd, settings.Budget);

    /// <summary>A month's budget of everything on one cloud in the stack's season. The global scope runs on Google Cloud.</summary>
    public static long ForCloud(PlatformSettings settings, Cloud cloud)
    {
        var regions = settings.Regions.Where(r => r.Cloud == cloud)
            .Sum(r => MonthlyCost.ForRegion(settings, r, settings.Stack.Season).MonthlyUsd);
        var global = cloud == Cloud.Gcp ? MonthlyCost.ForGlobal(settings).MonthlyUsd : 0;
        return Monthly(regions + global, settings.Budget);
    }
}
