using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Aws.Budgets;
using Pulumi.Aws.Budgets.Inputs;
using Pulumi.Aws.Kms;
using Pulumi.Aws.Sns;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Budgets;

/// <summary>The budget on AWS.</summary>
internal sealed class AwsBudget(SeasonBudget parent, PlatformSettings settings)
{
    private readonly string _account = settings.Accounts.AwsAccountId;

    public Output<string> Build(long amount)
    {
        var topic = BuildTopic();
        _ = new Budget("global-budget-aws", new BudgetArgs
        {
            Name = "wedsync-ai-cache-monthly",
            AccountId = _account,
            BudgetType = "COST",
            TimeUnit = "MONTHLY",
            LimitUnit = "USD",
            LimitAmount = amount.ToString(CultureInfo.InvariantCulture),
            CostFilters = { new BudgetCostFilterArgs { Name = "TagKeyValue", Values = { $"user:{CloudTags.PlatformKey}${CloudTags.Platform}" } } },
            Notifications = BudgetThresholds.For(settings.Budget).Select(t => new BudgetNotificationArgs
            {
                ComparisonOperator = "GREATER_THAN",
                NotificationType = t.Forecast ? "FORECASTED" : "ACTUAL",
                Threshold = t.Percent,
                ThresholdType = "PERCENTAGE",
                SubscriberEmailAddresses = { settings.Budget.NotificationEmail },
                SubscriberSnsTopicArns = { topic },
            }).ToArray(),
            Tags = { [CloudTags.PlatformKey] = CloudTags.Platform },
        }, Child());
        return topic;
    }

    // The ARN passes through the topic's policy: a budget that may not publish yet would be refused.
    private Output<string> BuildTopic()
    {
        var key = new Key("global-budget-key", new KeyArgs
        {
            Description = "Messages of the AWS budget",
            EnableKeyRotation = true,
            RotationPeriodInDays = AwsKeys.RotationDays,
            DeletionWindowInDays = AwsKeys.DeletionDays,
            Policy = AwsKeyPolicies.WithBudgets(_account),
            Tags = { [CloudTags.PlatformKey] = CloudTags.Platform },
        }, new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });
        var topic = new Topic("global-budget-sns", new TopicArgs
        {
            Name = "wedsync-budget",
            KmsMasterKeyId = key.Arn,
            Tags = { [CloudTags.PlatformKey] = CloudTags.Platform },
        }, Child());
        var policy = new TopicPolicy("global-budget-sns-policy", new TopicPolicyArgs
        {
            Arn = topic.Arn,
            Policy = topic.Arn.Apply(arn => Publish(arn, _account)),
        }, Child());
        return policy.Arn;
    }

    /// <summary>Budgets of this account publish, and nobody else.</summary>
    internal static string Publish(string topicArn, string account) => AwsPolicies.Document(new JsonObject
    {
        ["Sid"] = "BudgetsPublish",
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "budgets.amazonaws.com" },
        ["Action"] = "sns:Publish",
        ["Resource"] = topicArn,
        ["Condition"] = new JsonObject
        {
            ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account },
            ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = $"arn:aws:budgets::{account}:*" },
        },
    });

    private CustomResourceOptions Child() => new() { Parent = parent };
}
