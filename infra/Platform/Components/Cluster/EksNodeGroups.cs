using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Iam;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Node groups on AWS. The memory pool has a group in each zone: volumes cannot follow a pod into another.</summary>
internal sealed class EksNodeGroups(RegionCluster parent, RegionClusterArgs args)
{
    private const int DiskSizeGb = 100;

    // 8 vCPU and 32 GiB; 4 vCPU and 32 GiB; 8 vCPU, 32 GiB and an L4.
    private static readonly Dictionary<string, string> InstanceTypes = new()
    {
        [NodePools.General] = "m6i.2xlarge",
        [NodePools.Memory] = "r6i.xlarge",
        [NodePools.Gpu] = "g6.2xlarge",
    };

    private static readonly string[] NodePolicies =
    [
        "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
        "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ];

    public IReadOnlyList<NodeGroup> Build(Pulumi.Aws.Eks.Cluster cluster)
    {
        var (role, policies) = BuildRole();
        var groups = new List<NodeGroup>();
        foreach (var plan in NodePoolPlan.For(args.Settings.ActiveProfile, args.Settings.Profiles.Values))
        {
            var template = Template(plan.Pool);
            if (plan.Pool != NodePools.Memory)
            {
                groups.Add(Group(cluster, role, policies, template, plan, plan.Pool, args.Network.SubnetIds));
                continue;
            }

            for (var zone = 0; zone < AwsAddressPlan.Zones; zone++)
            {
                var index = zone;
                var subnet = args.Network.SubnetIds.Apply(ids => System.Collections.Immutable.ImmutableArray.Create(ids[index]));
                groups.Add(Group(cluster, role, policies, template, plan.PerZone(), $"{plan.Pool}-{zone}", subnet));
            }
        }

        return groups;
    }

    private (Role Role, List<Resource> Policies) BuildRole()
    {
        var role = new Role($"{args.Region.Name}-node-role", new RoleArgs
        {
            Name = CloudTags.Name(args.Region, "nodes"),
            Description = "Nodes: join the cluster and pull images",
            AssumeRolePolicy = AwsPolicies.TrustInstances(),
            Tags = CloudTags.Named(args.Region, "nodes"),
        }, Child());
        var policies = NodePolicies.Select(Resource (arn) => new RolePolicyAttachment(
            $"{args.Region.Name}-node-{arn[(arn.LastIndexOf('/') + 1)..]}",
            new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = arn },
            Child())).ToList();
        return (role, policies);
    }

    private LaunchTemplate Template(string pool) => new($"{args.Region.Name}-template-{pool}", new LaunchTemplateArgs
    {
        Name = CloudTags.Name(args.Region, $"{pool}-nodes"),
        UpdateDefaultVersion = true,
        MetadataOptions = new LaunchTemplateMetadataOptionsArgs
        {
            // Tokens only, and only for the node itself: a pod is one hop further away.
            HttpEndpoint = "enabled",
            HttpTokens = "required",
            HttpPutResponseHopLimit = 1,
        },
        Monitoring = new LaunchTemplateMonitoringArgs { Enabled = true },
        BlockDeviceMappings =
        {
            new LaunchTemplateBlockDeviceMappingArgs
            {
                DeviceName = "/dev/xvda",
                Ebs = new LaunchTemplateBlockDeviceMappingEbsArgs
                {
                    VolumeType = "gp3",
                    VolumeSize = DiskSizeGb,
                    Encrypted = "true",
                    KmsKeyId = args.Keys.DisksKeyId,
                    DeleteOnTermination = "true",
                },
            },
        },
        TagSpecifications =
        {
            new LaunchTemplateTagSpecificationArgs { ResourceType = "instance", Tags = CloudTags.Named(args.Region, $"{pool}-node") },
            new LaunchTemplateTagSpecificationArgs { ResourceType = "volume", Tags = CloudTags.Named(args.Region, $"{pool}-node") },
        },
        Tags = CloudTags.Named(args.Region, $"{pool}-nodes"),
    }, Child());

    private NodeGroup Group(
        Pulumi.Aws.Eks.Cluster cluster,
        Role role,
        List<Resource> policies,
        LaunchTemplate template,
        NodePoolPlan plan,
        string name,
        Output<System.Collections.Immutable.ImmutableArray<string>> subnets) => new($"{args.Region.Name}-group-{name}", new NodeGroupArgs
        {
            ClusterName = cluster.Name,
            NodeGroupName = name,
            NodeRoleArn = role.Arn,
            SubnetIds = subnets,
            AmiType = plan.Pool == NodePools.Gpu ? "AL2023_x86_64_NVIDIA" : "AL2023_x86_64_STANDARD",
            CapacityType = "ON_DEMAND",
            InstanceTypes = { InstanceTypes[plan.Pool] },
            LaunchTemplate = new NodeGroupLaunchTemplateArgs { Id = template.Id, Version = template.LatestVersion.Apply(v => $"{v}") },
            ScalingConfig = new NodeGroupScalingConfigArgs { MinSize = plan.MinNodes, MaxSize = plan.MaxNodes, DesiredSize = plan.MinNodes },
            UpdateConfig = new NodeGroupUpdateConfigArgs { MaxUnavailable = 1 },
            NodeRepairConfig = new NodeGroupNodeRepairConfigArgs { Enabled = true },
            Labels = NodeLabels(plan.Pool),
            Taints = Taints(plan.Pool),
            Tags = CloudTags.Named(args.Region, name),
        }, new CustomResourceOptions
        {
            Parent = parent,
            Protect = plan.Pool == NodePools.Memory,
            DependsOn = policies,
            // The autoscaler owns the count.
            IgnoreChanges = { "scalingConfig.desiredSize" },
        });

    // The device plugin runs where this second label says that there is a GPU.
    private static InputMap<string> NodeLabels(string pool) => pool == NodePools.Gpu
        ? new InputMap<string> { [NodePools.Label] = pool, ["nvidia.com/gpu.present"] = "true" }
        : new InputMap<string> { [NodePools.Label] = pool };

    private static InputList<NodeGroupTaintArgs> Taints(string pool) => pool switch
    {
        NodePools.Memory => [Taint(NodePools.DedicatedTaint, NodePools.Memory)],
        NodePools.Gpu => [Taint(NodePools.GpuTaint, NodePools.GpuTaintValue)],
        _ => [],
    };

    private static NodeGroupTaintArgs Taint(string key, string value) => new() { Key = key, Value = value, Effect = "NO_SCHEDULE" };

    private CustomResourceOptions Child() => new() { Parent = parent };
}
