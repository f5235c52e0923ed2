namespace Pulumi.Gcp.Compute.Inputs;

public sealed class BackendServiceBackendArgs : ResourceArgs
{
    [Input("balancingMode")] public Input<string>? BalancingMode { get; set; }
    [Input("capacityScaler")] public Input<double>? CapacityScaler { get; set; }
    [Input("group", required: true)] public Input<string> Group { get; set; } = null!;
    [Input("maxRatePerEndpoint")] public Input<double>? MaxRatePerEndpoint { get; set; }
}

public sealed class BackendServiceLogConfigArgs : ResourceArgs
{
    [Input("enable")] public Input<bool>? Enable { get; set; }
    [Input("sampleRate")] public Input<double>? SampleRate { get; set; }
}

public sealed class FirewallAllowArgs : ResourceArgs
{
    [field: Input("ports")] public InputList<string> Ports { get => field ??= new(); set; }
    [Input("protocol", required: true)] public Input<string> Protocol { get; set; } = null!;
}

public sealed class FirewallDenyArgs : ResourceArgs
{
    [Input("protocol", required: true)] public Input<string> Protocol { get; set; } = null!;
}

public sealed class FirewallLogConfigArgs : ResourceArgs
{
    [Input("metadata", required: true)] public Input<string> Metadata { get; set; } = null!;
}

public sealed class HealthCheckHttpsHealthCheckArgs : ResourceArgs
{
    [Input("portSpecification")] public Input<string>? PortSpecification { get; set; }
    [Input("requestPath")] public Input<string>? RequestPath { get; set; }
}

public sealed class HealthCheckLogConfigArgs : ResourceArgs
{
    [Input("enable")] public Input<bool>? Enable { get; set; }
}

public sealed class RouterNatLogConfigArgs : ResourceArgs
{
    [Input("enable", required: true)] public Input<bool> Enable { get; set; } = null!;
    [Input("filter", required: true)] public Input<string> Filter { get; set; } = null!;
}

public sealed class RouterNatSubnetworkArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("sourceIpRangesToNats", required: true)] public InputList<string> SourceIpRangesToNats { get => field ??= new(); set; }
}

public sealed class SecurityPolicyAdaptiveProtectionConfigArgs : ResourceArgs
{
    [Input("autoDeployConfig")] public Input<SecurityPolicyAdaptiveProtectionConfigAutoDeployConfigArgs>? AutoDeployConfig { get; set; }
    [Input("layer7DdosDefenseConfig")]
    public Input<SecurityPolicyAdaptiveProtectionConfigLayer7DdosDefenseConfigArgs>? Layer7DdosDefenseConfig { get; set; }
}

public sealed class SecurityPolicyAdaptiveProtectionConfigAutoDeployConfigArgs : ResourceArgs
{
    [Input("confidenceThreshold")] public Input<double>? ConfidenceThreshold { get; set; }
    [Input("expirationSec")] public Input<int>? ExpirationSec { get; set; }
    [Input("impactedBaselineThreshold")] public Input<double>? ImpactedBaselineThreshold { get; set; }
    [Input("loadThreshold")] public Input<double>? LoadThreshold { get; set; }
}

public sealed class SecurityPolicyAdaptiveProtectionConfigLayer7DdosDefenseConfigArgs : ResourceArgs
{
    [Input("enable")] public Input<bool>? Enable { get; set; }
    [Input("ruleVisibility")] public Input<string>? RuleVisibility { get; set; }
}

public sealed class SecurityPolicyAdvancedOptionsConfigArgs : ResourceArgs
{
    [Input("jsonParsing")] public Input<string>? JsonParsing { get; set; }
    [Input("logLevel")] public Input<string>? LogLevel { get; set; }
}

public sealed class SecurityPolicyRuleArgs : ResourceArgs
{
    [Input("action", required: true)] public Input<string> Action { get; set; } = null!;
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("match", required: true)] public Input<SecurityPolicyRuleMatchArgs> Match { get; set; } = null!;
    [Input("preconfiguredWafConfig")] public Input<SecurityPolicyRulePreconfiguredWafConfigArgs>? PreconfiguredWafConfig { get; set; }
    [Input("priority", required: true)] public Input<int> Priority { get; set; } = null!;
    [Input("rateLimitOptions")] public Input<SecurityPolicyRuleRateLimitOptionsArgs>? RateLimitOptions { get; set; }
}

public sealed class SecurityPolicyRuleMatchArgs : ResourceArgs
{
    [Input("config")] public Input<SecurityPolicyRuleMatchConfigArgs>? Config { get; set; }
    [Input("expr")] public Input<SecurityPolicyRuleMatchExprArgs>? Expr { get; set; }
    [Input("versionedExpr")] public Input<string>? VersionedExpr { get; set; }
}

public sealed class SecurityPolicyRuleMatchConfigArgs : ResourceArgs
{
    [field: Input("srcIpRanges")] public InputList<string> SrcIpRanges { get => field ??= new(); set; }
}

public sealed class SecurityPolicyRuleMatchExprArgs : ResourceArgs
{
    [Input("expression", required: true)] public Input<string> Expression { get; set; } = null!;
}

public sealed class SecurityPolicyRulePreconfiguredWafConfigArgs : ResourceArgs
{
    [field: Input("exclusions")]
    public InputList<SecurityPolicyRulePreconfiguredWafConfigExclusionArgs> Exclusions { get => field ??= new(); set; }
}

public sealed class SecurityPolicyRulePreconfiguredWafConfigExclusionArgs : ResourceArgs
{
    [field: Input("requestQueryParams")]
    public InputList<SecurityPolicyRulePreconfiguredWafConfigExclusionRequestQueryParamArgs> RequestQueryParams { get => field ??= new(); set; }
    [Input("targetRuleSet", required: true)] public Input<string> TargetRuleSet { get; set; } = null!;
}

public sealed class SecurityPolicyRulePreconfiguredWafConfigExclusionRequestQueryParamArgs : ResourceArgs
{
    [Input("operator", required: true)] public Input<string> Operator { get; set; } = null!;
}

public sealed class SecurityPolicyRuleRateLimitOptionsArgs : ResourceArgs
{
    [Input("banDurationSec")] public Input<int>? BanDurationSec { get; set; }
    [Input("banThreshold")] public Input<SecurityPolicyRuleRateLimitOptionsBanThresholdArgs>? BanThreshold { get; set; }
    [Input("conformAction")] public Input<string>? ConformAction { get; set; }
    [Input("enforceOnKey")] public Input<string>? EnforceOnKey { get; set; }
    [field: Input("enforceOnKeyConfigs")]
    public InputList<SecurityPolicyRuleRateLimitOptionsEnforceOnKeyConfigArgs> EnforceOnKeyConfigs { get => field ??= new(); set; }
    [Input("exceedAction")] public Input<string>? ExceedAction { get; set; }
    [Input("rateLimitThreshold")] public Input<SecurityPolicyRuleRateLimitOptionsRateLimitThresholdArgs>? RateLimitThreshold { get; set; }
}

public sealed class SecurityPolicyRuleRateLimitOptionsBanThresholdArgs : ResourceArgs
{
    [Input("count")] public Input<int>? Count { get; set; }
    [Input("intervalSec")] public Input<int>? IntervalSec { get; set; }
}

public sealed class SecurityPolicyRuleRateLimitOptionsEnforceOnKeyConfigArgs : ResourceArgs
{
    [Input("enforceOnKeyName")] public Input<string>? EnforceOnKeyName { get; set; }
    [Input("enforceOnKeyType")] public Input<string>? EnforceOnKeyType { get; set; }
}

public sealed class SecurityPolicyRuleRateLimitOptionsRateLimitThresholdArgs : ResourceArgs
{
    [Input("count")] public Input<int>? Count { get; set; }
    [Input("intervalSec")] public Input<int>? IntervalSec { get; set; }
}

public sealed class SubnetworkLogConfigArgs : ResourceArgs
{
    [Input("aggregationInterval")] public Input<string>? AggregationInterval { get; set; }
    [Input("flowSampling")] public Input<double>? FlowSampling { get; set; }
    [Input("metadata")] public Input<string>? Metadata { get; set; }
}

public sealed class SubnetworkSecondaryIpRangeArgs : ResourceArgs
{
    [Input("ipCidrRange")] public Input<string>? IpCidrRange { get; set; }
    [Input("rangeName", required: true)] public Input<string> RangeName { get; set; } = null!;
}

public sealed class URLMapDefaultUrlRedirectArgs : ResourceArgs
{
    [Input("hostRedirect")] public Input<string>? HostRedirect { get; set; }
    [Input("httpsRedirect")] public Input<bool>? HttpsRedirect { get; set; }
    [Input("redirectResponseCode")] public Input<string>? RedirectResponseCode { get; set; }
    [Input("stripQuery", required: true)] public Input<bool> StripQuery { get; set; } = null!;
}

public sealed class URLMapHostRuleArgs : ResourceArgs
{
    [field: Input("hosts", required: true)] public InputList<string> Hosts { get => field ??= new(); set; }
    [Input("pathMatcher", required: true)] public Input<string> PathMatcher { get; set; } = null!;
}

public sealed class URLMapPathMatcherArgs : ResourceArgs
{
    [Input("defaultService")] public Input<string>? DefaultService { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

public sealed class URLMapTestArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("host", required: true)] public Input<string> Host { get; set; } = null!;
    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;
    [Input("service")] public Input<string>? Service { get; set; }
}
