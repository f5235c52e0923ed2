using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.WafV2;
using Pulumi.Aws.WafV2.Inputs;
using WedSync.Contracts;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;
using WebAclRuleArgs = Pulumi.Aws.WafV2.Inputs.WebAclRuleArgs;

namespace WedSync.Platform.Components.Edge;

/// <summary>A managed rule group of the web application firewall on AWS.</summary>
/// <param name="Name">The group's name at AWS.</param>
/// <param name="CountedRules">Rules that only count: those that look into bodies, for answers are prose and code.</param>
public sealed record AwsRuleGroup(string Name, IReadOnlyList<string> CountedRules);

/// <summary>WAFv2 in front of a region's load balancer.</summary>
internal static class AwsFirewall
{
    /// <summary>Requests in five minutes of one token from one address before they are refused: 1 000 a second.</summary>
    public const int RequestsPerFiveMinutes = 300_000;

    /// <summary>Requests in five minutes of one address with whatever tokens, or none: what gets it banned on Google Cloud.</summary>
    public const int AddressRequestsPerFiveMinutes = CloudArmorRules.BanRequestsPerMinute * 5;

    /// <summary>Managed groups in the order they are looked at.</summary>
    public static readonly IReadOnlyList<AwsRuleGroup> Groups =
    [
        new("AWSManagedRulesAmazonIpReputationList", []),
        new(
            "AWSManagedRulesCommonRuleSet",
            ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"]),
        new("AWSManagedRulesKnownBadInputsRuleSet", ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY"]),
        new("AWSManagedRulesSQLiRuleSet", ["SQLi_BODY"]),
    ];

    public static WebAcl Create(RegionSettings region, Output<string> loadBalancer, Output<string> logKey, Resource parent)
    {
        var name = CloudTags.Name(region, "edge-firewall");
        var options = new CustomResourceOptions { Parent = parent };
        var acl = new WebAcl($"{region.Name}-edge-firewall", new WebAclArgs
        {
            Name = name,
            Description = "Web application firewall of the AI cache",
            Scope = "REGIONAL",
            DefaultAction = new WebAclDefaultActionArgs { Allow = new WebAclDefaultActionAllowArgs() },
            Rules = Groups.Select(Managed).Prepend(Internal()).Append(RateLimit()).Append(AddressLimit()).ToArray(),
            VisibilityConfig = new WebAclVisibilityConfigArgs
            {
                CloudwatchMetricsEnabled = true,
                MetricName = name,
                SampledRequestsEnabled = false,
            },
            Tags = CloudTags.Named(region, "edge-firewall"),
        }, options);
        _ = new WebAclAssociation($"{region.Name}-edge-firewall-association", new WebAclAssociationArgs
        {
            ResourceArn = loadBalancer,
            WebAclArn = acl.Arn,
        }, options);
        Log(region, acl, logKey, options);
        return acl;
    }

    private static void Log(RegionSettings region, WebAcl acl, Output<string> logKey, CustomResourceOptions options)
    {
        var group = new LogGroup($"{region.Name}-edge-firewall-logs", new LogGroupArgs
        {
            // WAF writes to groups of this prefix only.
            Name = $"aws-waf-logs-{CloudTags.Name(region, "edge")}",
            RetentionInDays = 90,
            KmsKeyId = logKey,
            Tags = CloudTags.Named(region, "edge-firewall-logs"),
        }, options);
        _ = new WebAclLoggingConfiguration($"{region.Name}-edge-firewall-logging", new WebAclLoggingConfigurationArgs
        {
            ResourceArn = acl.Arn,
            LogDestinationConfigs = { group.Arn },
            RedactedFields =
            {
                new WebAclLoggingConfigurationRedactedFieldArgs
                {
                    SingleHeader = new WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs { Name = "authorization" },
                },
                // Cache keys are in both.
                new WebAclLoggingConfigurationRedactedFieldArgs { UriPath = new WebAclLoggingConfigurationRedactedFieldUriPathArgs() },
                new WebAclLoggingConfigurationRedactedFieldArgs { QueryString = new WebAclLoggingConfigurationRedactedFieldQueryStringArgs() },
            },
            // What was let through is in the access log; at peak this log would cost more than the cache.
            LoggingFilter = new WebAclLoggingConfigurationLoggingFilterArgs
            {
                DefaultBehavior = "DROP",
                Filters =
                {
                    new WebAclLoggingConfigurationLoggingFilterFilterArgs
                    {
                        Behavior = "KEEP",
                        Requirement = "MEETS_ANY",
                        Conditions = { Logged("BLOCK"), Logged("COUNT") },
                    },
                },
            },
        }, options);
    }

    private static WebAclLoggingConfigurationLoggingFilterFilterConditionArgs Logged(string action) => new()
    {
        ActionCondition = new WebAclLoggingConfigurationLoggingFilterFilterConditionActionConditionArgs { Action = action },
    };

    /// <summary>Metrics and probes are for the cluster alone.</summary>
    private static WebAclRuleArgs Internal() => new()
    {
        Name = "internal-paths",
        Priority = 0,
        Action = new WebAclRuleActionArgs { Block = new WebAclRuleActionBlockArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            RegexMatchStatement = new WebAclRuleStatementRegexMatchStatementArgs
            {
                RegexString = $"^({HttpPaths.Metrics}|{HttpPaths.Ready}|{HttpPaths.Health})$",
                FieldToMatch = new WebAclRuleStatementRegexMatchStatementFieldToMatchArgs
                {
                    UriPath = new WebAclRuleStatementRegexMatchStatementFieldToMatchUriPathArgs(),
                },
                TextTransformations =
                {
                    new WebAclRuleStatementRegexMatchStatementTextTransformationArgs { Priority = 0, Type = "NORMALIZE_PATH" },
                },
            },
        },
        VisibilityConfig = Visible("internal-paths"),
    };

    private static WebAclRuleArgs Managed(AwsRuleGroup group, int index) => new()
    {
        Name = group.Name,
        Priority = (index + 1) * 10,
        OverrideAction = new WebAclRuleOverrideActionArgs { None = new WebAclRuleOverrideActionNoneArgs() },
        Statement = new WebAclRuleStatementArgs
        {
            ManagedRuleGroupStatement = new WebAclRuleStatementManagedRuleGroupStatementArgs
            {
                VendorName = "AWS",
                Name = group.Name,
                RuleActionOverrides = group.CountedRules.Select(Counted).ToArray(),
            },
        },
        VisibilityConfig = Visible(group.Name),
    };

    private static WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs Counted(string rule) => new()
    {
        Name = rule,
        ActionToUse = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs
        {
            Count = new WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs(),
        },
    };

    /// <summary>Counts by token and address together, as the firewall of the global load balancer does.</summary>
    private static WebAclRuleArgs RateLimit() => new()
    {
        Name = "rate-limit",
        Priority = 1000,
        Action = new WebAclRuleActionArgs
        {
            Block = new WebAclRuleActionBlockArgs
            {
                CustomResponse = new WebAclRuleActionBlockCustomResponseArgs { ResponseCode = 429 },
            },
        },
        Statement = new WebAclRuleStatementArgs
        {
            RateBasedStatement = new WebAclRuleStatementRateBasedStatementArgs
            {
                AggregateKeyType = "CUSTOM_KEYS",
                EvaluationWindowSec = 300,
                Limit = RequestsPerFiveMinutes,
                CustomKeys =
                {
                    new WebAclRuleStatementRateBasedStatementCustomKeyArgs
                    {
                        Header = new WebAclRuleStatementRateBasedStatementCustomKeyHeaderArgs
                        {
                            Name = "authorization",
                            TextTransformations =
                            {
                                new WebAclRuleStatementRateBasedStatementCustomKeyHeaderTextTransformationArgs { Priority = 0, Type = "NONE" },
                            },
                        },
                    },
                    new WebAclRuleStatementRateBasedStatementCustomKeyArgs { Ip = new WebAclRuleStatementRateBasedStatementCustomKeyIpArgs() },
                },
            },
        },
        VisibilityConfig = Visible("rate-limit"),
    };

    /// <summary>A limit by token does not see requests without one: all requests of an address count here.</summary>
    private static WebAclRuleArgs AddressLimit() => new()
    {
        Name = "address-limit",
        Priority = 1010,
        Action = new WebAclRuleActionArgs
        {
            Block = new WebAclRuleActionBlockArgs
            {
                CustomResponse = new WebAclRuleActionBlockCustomResponseArgs { ResponseCode = 429 },
            },
        },
        Statement = new WebAclRuleStatementArgs
        {
            RateBasedStatement = new WebAclRuleStatementRateBasedStatementArgs
            {
                AggregateKeyType = "IP",
                EvaluationWindowSec = 300,
                Limit = AddressRequestsPerFiveMinutes,
            },
        },
        VisibilityConfig = Visible("address-limit"),
    };

    private static WebAclRuleVisibilityConfigArgs Visible(string metric) => new()
    {
        CloudwatchMetricsEnabled = true,
        MetricName = metric,
        SampledRequestsEnabled = false,
    };
}
