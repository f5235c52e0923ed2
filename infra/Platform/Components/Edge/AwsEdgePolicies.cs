using System.Text.Json.Nodes;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Edge;

/// <summary>Bucket policy of a region's edge on AWS.</summary>
public static class AwsEdgePolicies
{
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
