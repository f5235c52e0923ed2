using System.Globalization;
using WedSync.Contracts.Metrics;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Cost against the budget, from the season operator's estimate; the cloud's own budget alerts are days late.</summary>
public static class CostRules
{
    private const string UsedPercent =
        $"100 * max by (region) ({MetricNames.MonthlyCostEstimateDollars}) / (max by (region) ({MetricNames.MonthlyBudgetDollars}) > 0)";

    /// <summary>The rule file.</summary>
    /// <param name="budget">Threshold of the early warning and the cap.</param>
    public static RuleFile File(BudgetSettings budget) => new("cost_rules.yml",
    [
        new RuleGroup { Name = "cost", Alerts = [NearBudget(Warning(budget)), OverCap(budget.CapPercent), SavingsLost] },
    ]);

    /// <summary>
    /// The highest threshold below the cap. The lower ones are milestones of a normal month, which the cloud's budget mails to
    /// finance; as alerts they would fire every month.
    /// </summary>
    public static int Warning(BudgetSettings budget) =>
        budget.AlertThresholdsPercent.Where(t => t < budget.CapPercent).DefaultIfEmpty(budget.CapPercent).Max();

    private static AlertRule NearBudget(int percent) => new()
    {
        Name = "CostNearBudget",
        Expression = $"{UsedPercent} > {Number(percent)}",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Audience = AlertAudience.Finance,
        Summary = $"{{{{ $labels.region }}}} is expected to cost more than {Number(percent)}% of its budget",
        Description = "At its present size {{ $labels.region }} costs {{ $value | printf \"%.0f\" }}% of the month's budget.",
    };

    private static AlertRule OverCap(int percent) => new()
    {
        Name = "CostOverCap",
        Expression = $"{UsedPercent} > {Number(percent)}",
        For = "15m",
        Severity = AlertSeverity.Critical,
        Audience = AlertAudience.Finance,
        Summary = "{{ $labels.region }} costs more than its cap",
        Description = $"At its present size {{{{ $labels.region }}}} costs {{{{ $value | printf \"%.0f\" }}}}% of the month's budget, over the cap of {Number(percent)}%: replica bounds are not raised any more.",
    };

    private static AlertRule SavingsLost => new()
    {
        Name = "CacheSavingsLost",
        Expression =
            $"max by (region) ({MetricNames.CacheCostSavingsDollars})"
            + $" < 0.5 * max by (region) (avg_over_time({MetricNames.CacheCostSavingsDollars}[1d] offset 1d))"
            + $" and on (region) {WeddingSeasonRules.RequestRate} > 0.8 * ({WeddingSeasonRules.RequestRate} offset 1d)",
        For = "1h",
        Severity = AlertSeverity.Warning,
        Audience = AlertAudience.Finance,
        Summary = "The cache of {{ $labels.region }} saves half of what it saved yesterday",
        Description = "Cache hits in {{ $labels.region }} save {{ $value | printf \"%.0f\" }} dollars an hour, under half of yesterday's mean at the same traffic.",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
