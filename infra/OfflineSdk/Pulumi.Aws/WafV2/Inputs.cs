namespace Pulumi.Aws.WafV2.Inputs;

public sealed class WebAclDefaultActionAllowArgs : ResourceArgs;

public sealed class WebAclDefaultActionArgs : ResourceArgs
{
    [Input("allow")] public Input<WebAclDefaultActionAllowArgs>? Allow { get; set; }
}

public sealed class WebAclLoggingConfigurationLoggingFilterArgs : ResourceArgs
{
    [Input("defaultBehavior", required: true)] public Input<string> DefaultBehavior { get; set; } = null!;
    [field: Input("filters", required: true)]
    public InputList<WebAclLoggingConfigurationLoggingFilterFilterArgs> Filters { get => field ??= new(); set; }
}

public sealed class WebAclLoggingConfigurationLoggingFilterFilterArgs : ResourceArgs
{
    [Input("behavior", required: true)] public Input<string> Behavior { get; set; } = null!;
    [field: Input("conditions", required: true)]
    public InputList<WebAclLoggingConfigurationLoggingFilterFilterConditionArgs> Conditions { get => field ??= new(); set; }
    [Input("requirement", required: true)] public Input<string> Requirement { get; set; } = null!;
}

public sealed class WebAclLoggingConfigurationLoggingFilterFilterConditionActionConditionArgs : ResourceArgs
{
    [Input("action", required: true)] public Input<string> Action { get; set; } = null!;
}

public sealed class WebAclLoggingConfigurationLoggingFilterFilterConditionArgs : ResourceArgs
{
    [Input("actionCondition")]
    public Input<WebAclLoggingConfigurationLoggingFilterFilterConditionActionConditionArgs>? ActionCondition { get; set; }
}

public sealed class WebAclLoggingConfigurationRedactedFieldArgs : ResourceArgs
{
    [Input("queryString")] public Input<WebAclLoggingConfigurationRedactedFieldQueryStringArgs>? QueryString { get; set; }
    [Input("singleHeader")] public Input<WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs>? SingleHeader { get; set; }
    [Input("uriPath")] public Input<WebAclLoggingConfigurationRedactedFieldUriPathArgs>? UriPath { get; set; }
}

public sealed class WebAclLoggingConfigurationRedactedFieldQueryStringArgs : ResourceArgs;

public sealed class WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

public sealed class WebAclLoggingConfigurationRedactedFieldUriPathArgs : ResourceArgs;

public sealed class WebAclRuleActionArgs : ResourceArgs
{
    [Input("block")] public Input<WebAclRuleActionBlockArgs>? Block { get; set; }
}

public sealed class WebAclRuleActionBlockArgs : ResourceArgs
{
    [Input("customResponse")] public Input<WebAclRuleActionBlockCustomResponseArgs>? CustomResponse { get; set; }
}

public sealed class WebAclRuleActionBlockCustomResponseArgs : ResourceArgs
{
    [Input("responseCode", required: true)] public Input<int> ResponseCode { get; set; } = null!;
}

public sealed class WebAclRuleArgs : ResourceArgs
{
    [Input("action")] public Input<WebAclRuleActionArgs>? Action { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("overrideAction")] public Input<WebAclRuleOverrideActionArgs>? OverrideAction { get; set; }
    [Input("priority", required: true)] public Input<int> Priority { get; set; } = null!;
    [Input("statement", required: true)] public Input<WebAclRuleStatementArgs> Statement { get; set; } = null!;
    [Input("visibilityConfig", required: true)] public Input<WebAclRuleVisibilityConfigArgs> VisibilityConfig { get; set; } = null!;
}

public sealed class WebAclRuleOverrideActionArgs : ResourceArgs
{
    [Input("none")] public Input<WebAclRuleOverrideActionNoneArgs>? None { get; set; }
}

public sealed class WebAclRuleOverrideActionNoneArgs : ResourceArgs;

public sealed class WebAclRuleStatementArgs : ResourceArgs
{
    [Input("managedRuleGroupStatement")]
    public Input<WebAclRuleStatementManagedRuleGroupStatementArgs>? ManagedRuleGroupStatement { get; set; }
    [Input("rateBasedStatement")] public Input<WebAclRuleStatementRateBasedStatementArgs>? RateBasedStatement { get; set; }
    [Input("regexMatchStatement")] public Input<WebAclRuleStatementRegexMatchStatementArgs>? RegexMatchStatement { get; set; }
}

public sealed class WebAclRuleStatementManagedRuleGroupStatementArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("ruleActionOverrides")]
    public InputList<WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs> RuleActionOverrides { get => field ??= new(); set; }
    [Input("vendorName", required: true)] public Input<string> VendorName { get; set; } = null!;
}

public sealed class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs : ResourceArgs
{
    [Input("count")] public Input<WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs>? Count { get; set; }
}

public sealed class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs : ResourceArgs;

public sealed class WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs : ResourceArgs
{
    [Input("actionToUse")]
    public Input<WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs>? ActionToUse { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

public sealed class WebAclRuleStatementRateBasedStatementArgs : ResourceArgs
{
    [Input("aggregateKeyType", required: true)] public Input<string> AggregateKeyType { get; set; } = null!;
    [field: Input("customKeys")]
    public InputList<WebAclRuleStatementRateBasedStatementCustomKeyArgs> CustomKeys { get => field ??= new(); set; }
    [Input("evaluationWindowSec")] public Input<int>? EvaluationWindowSec { get; set; }
    [Input("limit", required: true)] public Input<int> Limit { get; set; } = null!;
}

public sealed class WebAclRuleStatementRateBasedStatementCustomKeyArgs : ResourceArgs
{
    [Input("header")] public Input<WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs>? Header { get; set; }
    [Input("ip")] public Input<WebAclRuleStatementRateBasedStatementCustomKeyIpArgs>? Ip { get; set; }
}

public sealed class WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("textTransformations")]
    public InputList<WebAclRuleStatementRateBasedStatementCustomKeyHeaderTextTransformationArgs> TextTransformations { get => field ??= new(); set; }
}

public sealed class WebAclRuleStatementRateBasedStatementCustomKeyHeaderTextTransformationArgs : ResourceArgs
{
    [Input("priority", required: true)] public Input<int> Priority { get; set; } = null!;
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class WebAclRuleStatementRateBasedStatementCustomKeyIpArgs : ResourceArgs;

public sealed class WebAclRuleStatementRegexMatchStatementArgs : ResourceArgs
{
    [Input("fieldToMatch")] public Input<WebAclRuleStatementRegexMatchStatementFieldToMatchArgs>? FieldToMatch { get; set; }
    [Input("regexString", required: true)] public Input<string> RegexString { get; set; } = null!;
    [field: Input("textTransformations")]
    public InputList<WebAclRuleStatementRegexMatchStatementTextTransformationArgs> TextTransformations { get => field ??= new(); set; }
}

public sealed class WebAclRuleStatementRegexMatchStatementFieldToMatchArgs : ResourceArgs
{
    [Input("uriPath")] public Input<WebAclRuleStatementRegexMatchStatementFieldToMatchUriPathArgs>? UriPath { get; set; }
}

public sealed class WebAclRuleStatementRegexMatchStatementFieldToMatchUriPathArgs : ResourceArgs;

public sealed class WebAclRuleStatementRegexMatchStatementTextTransformationArgs : ResourceArgs
{
    [Input("priority", required: true)] public Input<int> Priority { get; set; } = null!;
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class WebAclRuleVisibilityConfigArgs : ResourceArgs
{
    [Input("cloudwatchMetricsEnabled", required: true)] public Input<bool> CloudwatchMetricsEnabled { get; set; } = null!;
    [Input("metricName", required: true)] public Input<string> MetricName { get; set; } = null!;
    [Input("sampledRequestsEnabled", required: true)] public Input<bool> SampledRequestsEnabled { get; set; } = null!;
}

public sealed class WebAclVisibilityConfigArgs : ResourceArgs
{
    [Input("cloudwatchMetricsEnabled", required: true)] public Input<bool> CloudwatchMetricsEnabled { get; set; } = null!;
    [Input("metricName", required: true)] public Input<string> MetricName { get; set; } = null!;
    [Input("sampledRequestsEnabled", required: true)] public Input<bool> SampledRequestsEnabled { get; set; } = null!;
}
