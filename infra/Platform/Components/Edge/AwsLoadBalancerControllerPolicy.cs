using System.Text.Json.Nodes;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Rights of the AWS Load Balancer Controller. It reads what it must, changes what carries its cluster's tag, and of what this
/// program made only the targets of one group and the rules of the nodes' security group.
/// </summary>
public static class AwsLoadBalancerControllerPolicy
{
    private const string ClusterTag = "elbv2.k8s.aws/cluster";

    /// <summary>The policy document.</summary>
    /// <param name="location">AWS region.</param>
    /// <param name="account">Account.</param>
    /// <param name="cluster">Name of the cluster, the value of its tag.</param>
    /// <param name="nodesGroup">Id of the nodes' security group.</param>
    /// <param name="targetGroup">ARN of the target group that the program made.</param>
    public static string For(string location, string account, string cluster, string nodesGroup, string targetGroup)
    {
        var balancing = $"arn:aws:elasticloadbalancing:{location}:{account}";
        var network = $"arn:aws:ec2:{location}:{account}";
        return AwsPolicies.Document(
            AwsPolicies.AllowStatement(Reads, ["*"]),
            With(AwsPolicies.AllowStatement(["iam:CreateServiceLinkedRole"], ["*"]), "iam:AWSServiceName", "elasticloadbalancing.amazonaws.com"),
            AwsPolicies.AllowStatement(Targets, [targetGroup]),
            AwsPolicies.AllowStatement(GroupRules, [$"{network}:security-group/{nodesGroup}", $"{network}:security-group-rule/*"]),
            AwsPolicies.AllowStatement(["ec2:CreateSecurityGroup"], [$"{network}:vpc/*"]),
            Requests(["ec2:CreateSecurityGroup"], [$"{network}:security-group/*"], cluster),
            With(Requests(["ec2:CreateTags"], [$"{network}:security-group/*"], cluster), "ec2:CreateAction", "CreateSecurityGroup"),
            Owns([.. GroupRules, "ec2:DeleteSecurityGroup", "ec2:CreateTags", "ec2:DeleteTags"], [$"{network}:security-group/*"], cluster),
            Requests(["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"], ["*"], cluster),
            With(
                Requests(
                    ["elasticloadbalancing:AddTags"],
                    [$"{balancing}:loadbalancer/net/*", $"{balancing}:listener/net/*", $"{balancing}:targetgroup/*"],
                    cluster),
                "elasticloadbalancing:CreateAction",
                "CreateLoadBalancer",
                "CreateListener",
                "CreateTargetGroup"),
            Owns([.. Changes, .. Targets], [$"{balancing}:loadbalancer/net/*", $"{balancing}:targetgroup/*"], cluster),
            Owns(ListenerChanges, [$"{balancing}:loadbalancer/net/*", $"{balancing}:listener/net/*", $"{balancing}:listener-rule/net/*"], cluster));
    }

    private static readonly string[] Reads =
    [
        "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs",
        "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListenerCertificates",
        "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeSSLPolicies", "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTrustStores",
    ];

    private static readonly string[] Targets = ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"];

    private static readonly string[] GroupRules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];

    private static readonly string[] Changes =
    [
        "elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
    ];

    private static readonly string[] ListenerChanges =
    [
        "elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:DeleteListener", "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
    ];

    private static JsonObject Requests(string[] actions, string[] resources, string cluster)
        => With(AwsPolicies.AllowStatement(actions, resources), $"aws:RequestTag/{ClusterTag}", cluster);

    private static JsonObject Owns(string[] actions, string[] resources, string cluster)
        => With(AwsPolicies.AllowStatement(actions, resources), $"aws:ResourceTag/{ClusterTag}", cluster);

    private static JsonObject With(JsonObject statement, string key, params string[] values)
    {
        var condition = statement["Condition"] as JsonObject ?? new JsonObject { ["StringEquals"] = new JsonObject() };
        condition["StringEquals"]![key] = values.Length == 1 ? values[0] : new JsonArray([.. values.Select(v => (JsonNode)v)]);
        statement["Condition"] = condition;
        return statement;
    }
}
