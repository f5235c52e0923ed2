using System.Text.Json.Nodes;

namespace WedSync.Platform.Components.Security;

/// <summary>Policies of keys that AWS services use by themselves.</summary>
public static class AwsKeyPolicies
{
    /// <summary>A key that the account administers and uses through IAM alone.</summary>
    public static string ByIam(string account) => AwsPolicies.Document(Owner(account));

    /// <summary>A key for disks: Auto Scaling's service-linked role may start instances with them.</summary>
    public static string WithAutoScaling(string account)
    {
        var role = $"arn:aws:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        return AwsPolicies.Document(
            Owner(account),
            Use(new JsonObject { ["AWS"] = role }, null),
            new JsonObject
            {
                ["Sid"] = "AutoScalingGrants",
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["AWS"] = role },
                ["Action"] = "kms:CreateGrant",
                ["Resource"] = "*",
                ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["kms:GrantIsForAWSResource"] = true } },
            });
    }

    /// <summary>A key for logs: CloudWatch of the location and CloudTrail may encrypt this account's logs, and no other's.</summary>
    public static string WithLogs(string account, string location) => AwsPolicies.Document(
        Owner(account),
        Use(new JsonObject { ["Service"] = $"logs.{location}.amazonaws.com" }, new JsonObject
        {
            ["ArnLike"] = new JsonObject { ["kms:EncryptionContext:aws:logs:arn"] = $"arn:aws:logs:{location}:{account}:log-group:*" },
        }),
        Use(new JsonObject { ["Service"] = "cloudtrail.amazonaws.com" }, new JsonObject
        {
            ["StringLike"] = new JsonObject { ["kms:EncryptionContext:aws:cloudtrail:arn"] = $"arn:aws:cloudtrail:*:{account}:trail/*" },
        }));

    /// <summary>A key for messages: budgets and anomaly alerts may publish to encrypted topics of this account.</summary>
    public static string WithBudgets(string account) => AwsPolicies.Document(
        Owner(account),
        Use(new JsonObject { ["Service"] = "budgets.amazonaws.com" }, new JsonObject
        {
            ["StringEquals"] = new JsonObject { ["aws:SourceAccount"] = account },
        }));

    private static JsonObject Owner(string account) => new()
    {
        ["Sid"] = "AccountAdministersByIam",
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = AwsPolicies.AccountRoot(account) },
        ["Action"] = "kms:*",
        ["Resource"] = "*",
    };

    private static JsonObject Use(JsonObject principal, JsonObject? condition)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = principal,
            ["Action"] = new JsonArray("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"),
            ["Resource"] = "*",
        };
        if (condition is not null) statement["Condition"] = condition;
        return statement;
    }
}
