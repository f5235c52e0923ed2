using Pulumi;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Node pools on Google Cloud. Their sizes count over all zones.</summary>
internal sealed class GkeNodePools(RegionCluster parent, RegionClusterArgs args)
{
    private const int DiskSizeGb = 100;

    // 8 vCPU and 32 GiB; 4 vCPU and 32 GiB; 8 vCPU, 32 GiB and an L4.
    private static readonly Dictionary<string, string> MachineTypes = new()
    {
        [NodePools.General] = "n2-standard-8",
        [NodePools.Memory] = "n2-highmem-4",
        [NodePools.Gpu] = "g2-standard-8",
    };

    public IReadOnlyList<NodePool> Build(Pulumi.Gcp.Container.Cluster cluster, Pulumi.Gcp.ServiceAccount.Account nodes) =>
        [.. NodePoolPlan.For(args.Settings.ActiveProfile, args.Settings.Profiles.Values).Select(plan => Pool(cluster, nodes, plan))];

    private NodePool Pool(Pulumi.Gcp.Container.Cluster cluster, Pulumi.Gcp.ServiceAccount.Account nodes, NodePoolPlan plan) =>
        new($"{args.Region.Name}-pool-{plan.Pool}", new NodePoolArgs
        {
            Name = plan.Pool,
            Project = args.Settings.Accounts.GcpProject,
            Location = args.Region.Location,
            Cluster = cluster.Name,
            InitialNodeCount = plan.MinNodes == 0 ? 0 : 1,
            MaxPodsPerNode = GcpAddressPlan.MaxPodsPerNode,
            Autoscaling = new NodePoolAutoscalingArgs
            {
                TotalMinNodeCount = plan.MinNodes,
                TotalMaxNodeCount = plan.MaxNodes,
                // GPUs are taken where there are any; the others keep their zones even.
                LocationPolicy = plan.Pool == NodePools.Gpu ? "ANY" : "BALANCED",
            },
            Management = new NodePoolManagementArgs { AutoRepair = true, AutoUpgrade = true },
            UpgradeSettings = new NodePoolUpgradeSettingsArgs { Strategy = "SURGE", MaxSurge = 1, MaxUnavailable = 0 },
            NetworkConfig = new NodePoolNetworkConfigArgs { EnablePrivateNodes = true },
            NodeConfig = Config(nodes, plan),
        }, new CustomResourceOptions
        {
            Parent = parent,
            // Redis' nodes go only on purpose; the autoscaler owns the count.
            Protect = plan.Pool == NodePools.Memory,
            IgnoreChanges = { "initialNodeCount", "nodeCount" },
        });

    private NodePoolNodeConfigArgs Config(Pulumi.Gcp.ServiceAccount.Account nodes, NodePoolPlan plan) => new()
    {
        MachineType = MachineTypes[plan.Pool],
        ImageType = "COS_CONTAINERD",
        DiskType = "pd-balanced",
        DiskSizeGb = DiskSizeGb,
        BootDiskKmsKey = args.Keys.DisksKeyId,
        ServiceAccount = nodes.Email,
        OauthScopes = { "https://www.googleapis.com/auth/cloud-platform" },
        Tags = { GcpFirewall.NodeTag },
        Labels = { [NodePools.Label] = plan.Pool },
        ResourceLabels = CloudTags.GcpLabels(args.Region),
        Metadata = { ["disable-legacy-endpoints"] = "true" },
        WorkloadMetadataConfig = new NodePoolNodeConfigWorkloadMetadataConfigArgs { Mode = "GKE_METADATA" },
        ShieldedInstanceConfig = new NodePoolNodeConfigShieldedInstanceConfigArgs { EnableSecureBoot = true, EnableIntegrityMonitoring = true },
        Gvnic = new NodePoolNodeConfigGvnicArgs { Enabled = true },
        GcfsConfig = new NodePoolNodeConfigGcfsConfigArgs { Enabled = true },
        GuestAccelerators = plan.Pool == NodePools.Gpu ? [Gpu()] : [],
        Taints = Taints(plan.Pool),
    };

    private static NodePoolNodeConfigGuestAcceleratorArgs Gpu() => new()
    {
        Type = "nvidia-l4",
        Count = 1,
        GpuDriverInstallationConfig = new NodePoolNodeConfigGuestAcceleratorGpuDriverInstallationConfigArgs { GpuDriverVersion = "DEFAULT" },
    };

    private static InputList<NodePoolNodeConfigTaintArgs> Taints(string pool) => pool switch
    {
        NodePools.Memory => [Taint(NodePools.DedicatedTaint, NodePools.Memory)],
        NodePools.Gpu => [Taint(NodePools.GpuTaint, NodePools.GpuTaintValue)],
        _ => [],
    };

    private static NodePoolNodeConfigTaintArgs Taint(string key, string value) => new() { Key = key, Value = value, Effect = "NO_SCHEDULE" };
}
