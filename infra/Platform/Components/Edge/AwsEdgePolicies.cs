using System.Text.Json.Nodes;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Edge;

/// <summary>IAM and bucket policies of a region's edge on AWS.</summary>
public static class AwsEdgePolicies
{
    /// <summary>
    /// What the load balancer controller does here: it keeps pods in one target group. It makes no load balancers, so it needs none of
    /// the rights for that.
    /// </summary>
    public static string Controller(string targetGroup) => AwsPolicies.Document(
        AwsPolicies.AllowStatement(
            ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
            [targetGroup]),
        AwsPolicies.AllowStatement(
            [
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetHealth",
                "elasticloadbalancing:DescribeTags",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
            ],
            ["*"]));

    /// <summary>Lets load balancers of this account deliver access logs, and refuses every request without TLS.</summary>
    public static string LogBucket(string bucket, string location, string account) => AwsPolicies.Document(
        new JsonObject
        {
            ["Sid"] = "AccessLogs",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "logdelivery.elasticloadbalancing.amazonaws.com" },
            ["Action"] = "s3:PutObject",
            ["Resource"] = $"arn:aws:s3:::{bucket}/{LogPrefix}/AWSLogs/{account}/*",
            ["Condition"] = new JsonObject
            {
                ["ArnLike"] = new JsonObject { ["aws:SourceArn"] = $"arn:aws:elasticloadbalancing:{location}:{account}:loadbalancer/*" },
            },
        },
        new JsonObject
        {
            ["Sid"] = "TlsOnly",
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = "s3:*",
            ["Resource"] = new JsonArray($"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/*"),
            ["Condition"] = new JsonObject { ["Bool"] = new JsonObject { ["aws:SecureTransport"] = "false" } },
        });

    /// <summary>Folder of access logs.</summary>
    public const string LogPrefix = "edge";
}
