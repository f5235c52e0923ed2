using Pulumi;
using WedSync.Platform.Configuration;
using WedSync.Platform.Costing;

namespace WedSync.Platform.Components.Budgets;

/// <summary>
/// A cloud's monthly budget, part of the global scope. The amount follows the season, the budget itself does not: a season's switch
/// updates it in place. Finance is told at each threshold and when the forecast passes the budget; the same messages reach a topic.
/// </summary>
public sealed class SeasonBudget : ComponentResource
{
    /// <summary>Creates the budget on its cloud.</summary>
    public SeasonBudget(string name, SeasonBudgetArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:budgets:SeasonBudget", name, options)
    {
        var amount = BudgetAmounts.ForCloud(args.Settings, args.Cloud);
        MonthlyUsd = Output.Create((double)amount);
        Topic = args.Cloud == Cloud.Gcp ? new GcpBudget(this, args.Settings).Build(amount) : new AwsBudget(this, args.Settings).Build(amount);
        RegisterOutputs(new Dictionary<string, object?> { ["monthlyUsd"] = MonthlyUsd, ["topic"] = Topic });
    }

    /// <summary>The budget in US dollars a month.</summary>
    [Output("monthlyUsd")]
    public Output<double> MonthlyUsd { get; private set; }

    /// <summary>Topic that gets every message: full name on Google Cloud, ARN on AWS.</summary>
    [Output("topic")]
    public Output<string> Topic { get; private set; }
}
