namespace Pulumi.Aws.Budgets;

[AwsResourceType("aws:budgets/budget:Budget")]
public class Budget(string name, BudgetArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:budgets/budget:Budget", name, args, options);

public sealed class BudgetArgs : ResourceArgs
{
    [Input("accountId")] public Input<string>? AccountId { get; set; }
    [Input("budgetType", required: true)] public Input<string> BudgetType { get; set; } = null!;
    [field: Input("costFilters")] public InputList<Inputs.BudgetCostFilterArgs> CostFilters { get => field ??= new(); set; }
    [Input("limitAmount")] public Input<string>? LimitAmount { get; set; }
    [Input("limitUnit")] public Input<string>? LimitUnit { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("notifications")] public InputList<Inputs.BudgetNotificationArgs> Notifications { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("timeUnit", required: true)] public Input<string> TimeUnit { get; set; } = null!;
}
