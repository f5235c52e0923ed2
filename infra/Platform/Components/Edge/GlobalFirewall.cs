using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using RuleArgs = Pulumi.Gcp.Compute.Inputs.SecurityPolicyRuleArgs;

namespace WedSync.Platform.Components.Edge;

/// <summary>Cloud Armor in front of the global load balancer.</summary>
internal static class GlobalFirewall
{
    public static SecurityPolicy Create(string project, Resource parent) => new(
        "edge-firewall",
        new SecurityPolicyArgs
        {
            Name = ClassicNames.Firewall,
            Project = project,
            Description = "Web application firewall of the AI cache",
            Type = "CLOUD_ARMOR",
            Rules = CloudArmorRules.All.Select(Rule).Append(RateLimit()).Append(Default()).ToArray(),
            AdvancedOptionsConfig = new SecurityPolicyAdvancedOptionsConfigArgs { JsonParsing = "STANDARD", LogLevel = "NORMAL" },
            AdaptiveProtectionConfig = new SecurityPolicyAdaptiveProtectionConfigArgs
            {
                Layer7DdosDefenseConfig = new SecurityPolicyAdaptiveProtectionConfigLayer7DdosDefenseConfigArgs
                {
                    Enable = true,
                    RuleVisibility = "STANDARD",
                },
                AutoDeployConfig = new SecurityPolicyAdaptiveProtectionConfigAutoDeployConfigArgs
                {
                    LoadThreshold = 0.8,
                    ConfidenceThreshold = 0.8,
                    ImpactedBaselineThreshold = 0.01,
                    ExpirationSec = 7200,
                },
            },
        },
        new CustomResourceOptions { Parent = parent });

    private static RuleArgs Rule(CloudArmorRule rule)
    {
        var args = new RuleArgs
        {
            Priority = rule.Priority,
            Action = rule.Action,
            Description = rule.Description,
            Match = new SecurityPolicyRuleMatchArgs
            {
                Expr = new SecurityPolicyRuleMatchExprArgs { Expression = rule.Expression },
            },
        };
        if (rule.SparesBodies is { } set)
        {
            args.PreconfiguredWafConfig = new SecurityPolicyRulePreconfiguredWafConfigArgs
            {
                Exclusions =
                {
                    new SecurityPolicyRulePreconfiguredWafConfigExclusionArgs
                    {
                        TargetRuleSet = set,
                        // Cloud Armor counts fields of a body among the parameters.
                        RequestQueryParams =
                        {
                            new SecurityPolicyRulePreconfiguredWafConfigExclusionRequestQueryParamArgs { Operator = "EQUALS_ANY" },
                        },
                    },
                },
            };
        }

        return args;
    }

    /// <summary>
    /// Counts by token and address together: a backend of ours calls from few addresses, and one client must not use up the
    /// share of all others behind its NAT. Requests without a token count by address.
    /// </summary>
    private static RuleArgs RateLimit() => new()
    {
        Priority = CloudArmorRules.RateLimitPriority,
        Action = "rate_based_ban",
        Description = "Rate limit by token and address",
        Match = EveryAddress(),
        RateLimitOptions = new SecurityPolicyRuleRateLimitOptionsArgs
        {
            ConformAction = "allow",
            ExceedAction = "deny(429)",
            EnforceOnKey = "",
            EnforceOnKeyConfigs =
            {
                new SecurityPolicyRuleRateLimitOptionsEnforceOnKeyConfigArgs
                {
                    EnforceOnKeyType = "HTTP_HEADER",
                    EnforceOnKeyName = "authorization",
                },
                new SecurityPolicyRuleRateLimitOptionsEnforceOnKeyConfigArgs { EnforceOnKeyType = "IP" },
            },
            RateLimitThreshold = new SecurityPolicyRuleRateLimitOptionsRateLimitThresholdArgs
            {
                Count = CloudArmorRules.RequestsPerMinute,
                IntervalSec = 60,
            },
            BanThreshold = new SecurityPolicyRuleRateLimitOptionsBanThresholdArgs
            {
                Count = CloudArmorRules.BanRequestsPerMinute,
                IntervalSec = 60,
            },
            BanDurationSec = CloudArmorRules.BanSeconds,
        },
    };

    private static RuleArgs Default() => new()
    {
        Priority = CloudArmorRules.DefaultPriority,
        Action = "allow",
        Description = "Everything else",
        Match = EveryAddress(),
    };

    private static SecurityPolicyRuleMatchArgs EveryAddress() => new()
    {
        VersionedExpr = "SRC_IPS_V1",
        Config = new SecurityPolicyRuleMatchConfigArgs { SrcIpRanges = { "*" } },
    };
}
