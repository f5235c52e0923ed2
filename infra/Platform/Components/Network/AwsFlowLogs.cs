using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Iam;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Network;

/// <summary>Every flow of the network, accepted or refused, in an encrypted log that is kept for a year.</summary>
internal sealed class AwsFlowLogs(RegionNetwork parent, RegionNetworkArgs args)
{
    /// <summary>How long flows are kept.</summary>
    public const int RetentionDays = 365;

    public void Build(Pulumi.Aws.Ec2.Vpc vpc)
    {
        var region = args.Region;
        var child = new CustomResourceOptions { Parent = parent };
        var group = new LogGroup($"{region.Name}-flow-logs", new LogGroupArgs
        {
            Name = $"/wedsync/{region.Name}/flow-logs",
            RetentionInDays = RetentionDays,
            KmsKeyId = args.Keys.LogsKeyId,
            Tags = CloudTags.Named(region, "flow-logs"),
        }, child);
        var role = new Role($"{region.Name}-flow-logs-role", new RoleArgs
        {
            Name = CloudTags.Name(region, "flow-logs"),
            Description = "Lets VPC flow logs write to CloudWatch",
            AssumeRolePolicy = AwsPolicies.TrustService("vpc-flow-logs.amazonaws.com", args.Settings.Accounts.AwsAccountId),
            Tags = CloudTags.Named(region, "flow-logs"),
        }, child);
        _ = new RolePolicy($"{region.Name}-flow-logs-policy", new RolePolicyArgs
        {
            Name = "write-flow-logs",
            Role = role.Id,
            Policy = group.Arn.Apply(arn => AwsPolicies.Allow(
                ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [$"{arn}:*"])),
        }, child);
        _ = new FlowLog($"{region.Name}-flow-log", new FlowLogArgs
        {
            VpcId = vpc.Id,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = group.Arn,
            IamRoleArn = role.Arn,
            MaxAggregationInterval = 60,
            Tags = CloudTags.Named(region, "flow-log"),
        }, child);
    }
}
