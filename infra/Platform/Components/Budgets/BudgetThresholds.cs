using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Budgets;

/// <summary>A share of a budget at which messages are sent.</summary>
/// <param name="Percent">Share in percent.</param>
/// <param name="Forecast">True = when the month is expected to end there; false = when it is reached.</param>
public sealed record BudgetThreshold(int Percent, bool Forecast);

/// <summary>Thresholds of budgets.</summary>
public static class BudgetThresholds
{
    /// <summary>The alert thresholds and the cap as they are reached, and the whole budget as a forecast; ascending, each once.</summary>
    public static IReadOnlyList<BudgetThreshold> For(BudgetSettings budget) =>
    [
        .. budget.AlertThresholdsPercent.Append(budget.CapPercent).Distinct().Order().Select(p => new BudgetThreshold(p, false)),
        new(100, true),
    ];
}
