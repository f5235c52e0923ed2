namespace Pulumi.Aws.Budgets.Inputs;

public sealed class BudgetCostFilterArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("values", required: true)] public InputList<string> Values { get => field ??= new(); set; }
}

public sealed class BudgetNotificationArgs : ResourceArgs
{
    [Input("comparisonOperator", required: true)] public Input<string> ComparisonOperator { get; set; } = null!;
    [Input("notificationType", required: true)] public Input<string> NotificationType { get; set; } = null!;
    [field: Input("subscriberEmailAddresses")] public InputList<string> SubscriberEmailAddresses { get => field ??= new(); set; }
    [field: Input("subscriberSnsTopicArns")] public InputList<string> SubscriberSnsTopicArns { get => field ??= new(); set; }
    [Input("threshold", required: true)] public Input<double> Threshold { get; set; } = null!;
    [Input("thresholdType", required: true)] public Input<string> ThresholdType { get; set; } = null!;
}
