namespace Pulumi.Gcp.Billing.Inputs;

public sealed class BudgetAllUpdatesRuleArgs : ResourceArgs
{
    [Input("disableDefaultIamRecipients")] public Input<bool>? DisableDefaultIamRecipients { get; set; }
    [field: Input("monitoringNotificationChannels")]
    public InputList<string> MonitoringNotificationChannels { get => field ??= new(); set; }
    [Input("pubsubTopic")] public Input<string>? PubsubTopic { get; set; }
    [Input("schemaVersion")] public Input<string>? SchemaVersion { get; set; }
}

public sealed class BudgetAmountArgs : ResourceArgs
{
    [Input("specifiedAmount")] public Input<BudgetAmountSpecifiedAmountArgs>? SpecifiedAmount { get; set; }
}

public sealed class BudgetAmountSpecifiedAmountArgs : ResourceArgs
{
    [Input("currencyCode")] public Input<string>? CurrencyCode { get; set; }
    [Input("units")] public Input<string>? Units { get; set; }
}

public sealed class BudgetBudgetFilterArgs : ResourceArgs
{
    [Input("calendarPeriod")] public Input<string>? CalendarPeriod { get; set; }
    [Input("creditTypesTreatment")] public Input<string>? CreditTypesTreatment { get; set; }
    [field: Input("projects")] public InputList<string> Projects { get => field ??= new(); set; }
}

public sealed class BudgetThresholdRuleArgs : ResourceArgs
{
    [Input("spendBasis")] public Input<string>? SpendBasis { get; set; }
    [Input("thresholdPercent", required: true)] public Input<double> ThresholdPercent { get; set; } = null!;
}
