namespace Pulumi.Gcp.Billing;

[GcpResourceType("gcp:billing/budget:Budget")]
public class Budget(string name, BudgetArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:billing/budget:Budget", name, args, options);

public sealed class BudgetArgs : ResourceArgs
{
    [Input("allUpdatesRule")] public Input<Inputs.BudgetAllUpdatesRuleArgs>? AllUpdatesRule { get; set; }
    [Input("amount", required: true)] public Input<Inputs.BudgetAmountArgs> Amount { get; set; } = null!;
    [Input("billingAccount", required: true)] public Input<string> BillingAccount { get; set; } = null!;
    [Input("budgetFilter")] public Input<Inputs.BudgetBudgetFilterArgs>? BudgetFilter { get; set; }
    [Input("displayName")] public Input<string>? DisplayName { get; set; }
    [field: Input("thresholdRules")] public InputList<Inputs.BudgetThresholdRuleArgs> ThresholdRules { get => field ??= new(); set; }
}
