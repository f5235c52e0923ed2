using Pulumi;
using Pulumi.Gcp.Container.Inputs;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>The cluster on Google Cloud.</summary>
internal sealed class GkeCluster(RegionCluster parent, RegionClusterArgs args)
{
    private readonly RegionSettings _region = args.Region;
    private readonly AccountSettings _accounts = args.Settings.Accounts;

    public ClusterFacts Build()
    {
        var nodes = new GkeNodeIdentity(parent, args).Build();
        var cluster = new Pulumi.Gcp.Container.Cluster($"{_region.Name}-gke", Describe(nodes), new CustomResourceOptions
        {
            Parent = parent,
            Protect = true,
            // The default pool is removed at once; what it was made of does not matter later.
            IgnoreChanges = { "initialNodeCount", "nodeConfig" },
        });
        var pools = new GkeNodePools(parent, args).Build(cluster, nodes);
        return new ClusterFacts
        {
            Name = cluster.Name,
            Kubeconfig = Output.Tuple(cluster.Name, cluster.Endpoint, cluster.MasterAuth)
                .Apply(c => Kubeconfigs.Gke(c.Item1, c.Item2, c.Item3.ClusterCaCertificate ?? "")),
            ReadyWhen = [.. pools],
        };
    }

    private Pulumi.Gcp.Container.ClusterArgs Describe(Pulumi.Gcp.ServiceAccount.Account nodes) => new()
    {
        Name = CloudTags.Name(_region, "cluster"),
        Project = _accounts.GcpProject,
        Location = _region.Location,
        Description = $"WedSync AI cache, region {_region.Name}",
        ResourceLabels = CloudTags.GcpLabels(_region),
        DeletionProtection = true,
        ReleaseChannel = new ClusterReleaseChannelArgs { Channel = "REGULAR" },
        MaintenancePolicy = Maintenance(),
        RemoveDefaultNodePool = true,
        InitialNodeCount = 1,
        NodeConfig = new ClusterNodeConfigArgs { ServiceAccount = nodes.Email, DiskType = "pd-balanced" },
        Network = args.Network.NetworkId,
        Subnetwork = args.Network.SubnetIds.Apply(ids => ids[0]),
        NetworkingMode = "VPC_NATIVE",
        DatapathProvider = "ADVANCED_DATAPATH",
        EnableIntranodeVisibility = true,
        EnableL4IlbSubsetting = true,
        DefaultMaxPodsPerNode = GcpAddressPlan.MaxPodsPerNode,
        IpAllocationPolicy = new ClusterIpAllocationPolicyArgs
        {
            ClusterSecondaryRangeName = GcpAddressPlan.PodRange,
            ServicesSecondaryRangeName = GcpAddressPlan.ServiceRange,
            StackType = "IPV4",
        },
        PrivateClusterConfig = PrivateNodes(),
        MasterAuthorizedNetworksConfig = Operators(),
        MasterAuth = new ClusterMasterAuthArgs
        {
            ClientCertificateConfig = new ClusterMasterAuthClientCertificateConfigArgs { IssueClientCertificate = false },
        },
        EnableLegacyAbac = false,
        AuthenticatorGroupsConfig = new ClusterAuthenticatorGroupsConfigArgs { SecurityGroup = RbacGroups.GkeRoot(_accounts) },
        WorkloadIdentityConfig = new ClusterWorkloadIdentityConfigArgs { WorkloadPool = WorkloadPool },
        DatabaseEncryption = new ClusterDatabaseEncryptionArgs { State = "ENCRYPTED", KeyName = args.Keys.SecretsKeyId },
        EnableShieldedNodes = true,
        BinaryAuthorization = new ClusterBinaryAuthorizationArgs { EvaluationMode = "PROJECT_SINGLETON_POLICY_ENFORCE" },
        SecurityPostureConfig = new ClusterSecurityPostureConfigArgs { Mode = "BASIC", VulnerabilityMode = "VULNERABILITY_BASIC" },
        GatewayApiConfig = new ClusterGatewayApiConfigArgs { Channel = "CHANNEL_STANDARD" },
        CostManagementConfig = new ClusterCostManagementConfigArgs { Enabled = true },
        LoggingConfig = new ClusterLoggingConfigArgs
        {
            EnableComponents = { "SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER" },
        },
        MonitoringConfig = new ClusterMonitoringConfigArgs
        {
            EnableComponents = { "SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER", "STORAGE" },
            // The platform has a Prometheus of its own; two would be paid for.
            ManagedPrometheus = new ClusterMonitoringConfigManagedPrometheusArgs { Enabled = false },
            AdvancedDatapathObservabilityConfig = new ClusterMonitoringConfigAdvancedDatapathObservabilityConfigArgs
            {
                EnableMetrics = true,
                EnableRelay = false,
            },
        },
        AddonsConfig = new ClusterAddonsConfigArgs
        {
            HttpLoadBalancing = new ClusterAddonsConfigHttpLoadBalancingArgs { Disabled = false },
            HorizontalPodAutoscaling = new ClusterAddonsConfigHorizontalPodAutoscalingArgs { Disabled = false },
            GcePersistentDiskCsiDriverConfig = new ClusterAddonsConfigGcePersistentDiskCsiDriverConfigArgs { Enabled = true },
            DnsCacheConfig = new ClusterAddonsConfigDnsCacheConfigArgs { Enabled = true },
        },
    };

    private string WorkloadPool => $"{_accounts.GcpProject}.svc.id.goog";

    private ClusterPrivateClusterConfigArgs PrivateNodes() => new()
    {
        EnablePrivateNodes = true,
        EnablePrivateEndpoint = !ControlPlaneAccess.For(_accounts.OperatorNetworks).HasPublicEndpoint,
        MasterIpv4CidrBlock = GcpAddressPlan.For(_region.NetworkCidr).ControlPlane,
        MasterGlobalAccessConfig = new ClusterPrivateClusterConfigMasterGlobalAccessConfigArgs { Enabled = true },
    };

    private ClusterMasterAuthorizedNetworksConfigArgs Operators() => new()
    {
        GcpPublicCidrsAccessEnabled = false,
        CidrBlocks = _accounts.OperatorNetworks.Select((network, i) => new ClusterMasterAuthorizedNetworksConfigCidrBlockArgs
        {
            CidrBlock = network,
            DisplayName = $"operators-{i}",
        }).ToList(),
    };

    // Weddings are at weekends: nodes and control planes change from Tuesday to Thursday, in the region's night for most couples.
    private static ClusterMaintenancePolicyArgs Maintenance() => new()
    {
        RecurringWindow = new ClusterMaintenancePolicyRecurringWindowArgs
        {
            StartTime = "2026-01-06T02:00:00Z",
            EndTime = "2026-01-06T08:00:00Z",
            Recurrence = "FREQ=WEEKLY;BYDAY=TU,WE,TH",
        },
    };
}
