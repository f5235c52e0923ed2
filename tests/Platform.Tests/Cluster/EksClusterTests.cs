using System.Text.Json.Nodes;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Cluster;

public sealed class EksClusterTests
{
    private const string ClusterType = "aws:eks/cluster:Cluster";
    private const string GroupType = "aws:eks/nodeGroup:NodeGroup";

    [Fact]
    public async Task Cluster_IsPrivateEncryptedAndLogged()
    {
        var cluster = (await RegionFixture.PlanAsync("peak-us-west")).Single(ClusterType, "us-west-eks");

        cluster.Has(
            ("name", "wedsync-us-west-cluster"),
            ("vpcConfig.endpointPrivateAccess", "true"),
            ("vpcConfig.endpointPublicAccess", "false"),
            ("encryptionConfig.provider.keyArn", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-secrets"),
            ("encryptionConfig.resources", """["secrets"]"""),
            ("enabledClusterLogTypes", """["api","audit","authenticator","controllerManager","scheduler"]"""),
            ("accessConfig.authenticationMode", "API"),
            ("accessConfig.bootstrapClusterCreatorAdminPermissions", "false"),
            ("deletionProtection", "true"),
            ("kubernetesNetworkConfig.serviceIpv4Cidr", "172.20.0.0/16"));
        Assert.True(cluster.Protect);
        Assert.Contains(cluster.DependsOn, d => d.EndsWith("::us-west-cluster-logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cluster_LogGroupStandsBeforeItEncrypted()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");
        plan.Single("aws:cloudwatch/logGroup:LogGroup", "us-west-cluster-logs").Has(
            ("name", "/aws/eks/wedsync-us-west-cluster/cluster"),
            ("kmsKeyId", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-logs"),
            ("retentionInDays", "365"));
    }

    [Fact]
    public async Task Cluster_WithAPublicOperator_OpensForItAlone()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west", change: s => s with
        {
            Accounts = s.Accounts with { OperatorNetworks = ["203.0.113.0/24", "10.0.0.0/12"] },
        });
        plan.Single(ClusterType, "us-west-eks").Has(
            ("vpcConfig.endpointPublicAccess", "true"), ("vpcConfig.publicAccessCidrs", """["203.0.113.0/24"]"""));
        plan.Single("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "us-west-operators-0").Has(
            ("cidrIpv4", "10.0.0.0/12"), ("fromPort", "443"), ("toPort", "443"));
    }

    [Fact]
    public async Task Nodes_TakeMetadataByTokenAndHaveEncryptedDisks()
    {
        var templates = (await RegionFixture.PlanAsync("peak-us-west")).OfType("aws:ec2/launchTemplate:LaunchTemplate").ToList();

        Assert.Equal(3, templates.Count);
        Assert.All(templates, t => t.Has(
            ("metadataOptions.httpTokens", "required"),
            ("metadataOptions.httpPutResponseHopLimit", "1"),
            ("blockDeviceMappings[0].ebs.encrypted", "true"),
            ("blockDeviceMappings[0].ebs.volumeType", "gp3"),
            ("blockDeviceMappings[0].ebs.kmsKeyId", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-disks")));
    }

    [Fact]
    public async Task MemoryPool_HasAGroupInEachZone()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");
        var groups = plan.OfType(GroupType).Where(g => g.Name.Contains("memory", StringComparison.Ordinal)).ToList();

        Assert.Equal(["us-west-group-memory-0", "us-west-group-memory-1", "us-west-group-memory-2"], groups.Select(g => g.Name));
        Assert.All(groups, g =>
        {
            g.Has(
                ("scalingConfig.minSize", "1"), ("scalingConfig.maxSize", "5"), ("subnetIds[1]", null),
                ("taints[0].key", "wedsync.com/dedicated"), ("taints[0].value", "memory"), ("taints[0].effect", "NO_SCHEDULE"));
            Assert.True(g.Protect);
        });
        Assert.Equal(3, groups.Select(g => g.Text("subnetIds[0]")).Distinct().Count());
    }

    [Fact]
    public async Task GpuPool_StartsFromNoneWithDriversAndTaint()
    {
        var group = (await RegionFixture.PlanAsync("peak-us-west")).Single(GroupType, "us-west-group-gpu");
        group.Has(
            ("scalingConfig.minSize", "0"), ("scalingConfig.maxSize", "53"), ("instanceTypes", """["g6.2xlarge"]"""),
            ("amiType", "AL2023_x86_64_NVIDIA"), ("taints[0].key", "nvidia.com/gpu"));
        Assert.Equal("true", (string?)group.Inputs["labels"]!["nvidia.com/gpu.present"]);
        Assert.Equal(["scalingConfig.desiredSize"], group.IgnoreChanges);
    }

    [Fact]
    public async Task Addons_EnforceNetworkPoliciesAndHaveTheirOwnRoles()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");

        Assert.Equal(
            ["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server", "vpc-cni"],
            plan.OfType("aws:eks/addon:Addon").Select(a => a.Text("addonName")).Order(StringComparer.Ordinal));
        var network = plan.Single("aws:eks/addon:Addon", "us-west-addon-vpc-cni");
        Assert.Equal("true", (string?)JsonNode.Parse(network.Text("configurationValues")!)!["enableNetworkPolicy"]);
        network.Has(
            ("podIdentityAssociations[0].serviceAccount", "aws-node"),
            ("podIdentityAssociations[0].roleArn", "arn:aws:iam::123456789012:role/wedsync-us-west-vpc-cni"));
        plan.Single("aws:eks/addon:Addon", "us-west-addon-aws-ebs-csi-driver").Has(
            ("podIdentityAssociations[0].serviceAccount", "ebs-csi-controller-sa"));
    }

    [Fact]
    public async Task People_ComeByRolesThatEntriesMapToGroups()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");

        Assert.Equal(4, plan.OfType("aws:eks/accessEntry:AccessEntry").Count());
        plan.Single("aws:eks/accessEntry:AccessEntry", "us-west-access-on-call").Has(
            ("kubernetesGroups", """["wedsync:on-call"]"""), ("principalArn", "arn:aws:iam::123456789012:role/wedsync-us-west-on-call"));
        var policy = Assert.Single(plan.OfType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"));
        policy.Has(
            ("principalArn", "arn:aws:iam::123456789012:role/wedsync-us-west-platform-admins"),
            ("policyArn", "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"),
            ("accessScope.type", "cluster"));
    }

    [Fact]
    public async Task FastStorage_IsEncryptedGp3()
    {
        var storage = (await RegionFixture.PlanAsync("peak-us-west")).Single("kubernetes:storage.k8s.io/v1:StorageClass", "us-west-fast-ssd");
        storage.Has(
            ("provisioner", "ebs.csi.aws.com"),
            ("parameters.type", "gp3"),
            ("parameters.encrypted", "true"),
            ("parameters.kmsKeyId", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-disks"),
            ("reclaimPolicy", "Retain"),
            ("volumeBindingMode", "WaitForFirstConsumer"));
    }

    [Fact]
    public async Task Autoscaler_ChangesOnlyItsOwnClustersGroups()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-west");

        plan.Single("kubernetes:helm.sh/v3:Release", "us-west-cluster-autoscaler").Has(
            ("chart", "cluster-autoscaler"),
            ("version", Versions.Charts.ClusterAutoscaler.Version),
            ("values.autoDiscovery.clusterName", "wedsync-us-west-cluster"),
            ("values.awsRegion", "us-west-2"));
        var policy = JsonNode.Parse(plan.Single("aws:iam/rolePolicy:RolePolicy", "us-west-cluster-autoscaler-policy").Text("policy")!)!;
        var change = policy["Statement"]![1]!;
        Assert.Equal("""["autoscaling:SetDesiredCapacity","autoscaling:TerminateInstanceInAutoScalingGroup"]""", change["Action"]!.ToJsonString());
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/k8s.io/cluster-autoscaler/wedsync-us-west-cluster":"owned"}}""",
            change["Condition"]!.ToJsonString());
    }
}
