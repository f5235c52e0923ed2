namespace Pulumi.Gcp.Container;

[GcpResourceType("gcp:container/cluster:Cluster")]
public class Cluster(string name, ClusterArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:container/cluster:Cluster", name, args ?? new(), options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("endpoint")] public Output<string> Endpoint { get; private set; } = null!;
    [Output("masterAuth")] public Output<Outputs.ClusterMasterAuth> MasterAuth { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class ClusterArgs : ResourceArgs
{
    [Input("addonsConfig")] public Input<Inputs.ClusterAddonsConfigArgs>? AddonsConfig { get; set; }
    [Input("authenticatorGroupsConfig")] public Input<Inputs.ClusterAuthenticatorGroupsConfigArgs>? AuthenticatorGroupsConfig { get; set; }
    [Input("binaryAuthorization")] public Input<Inputs.ClusterBinaryAuthorizationArgs>? BinaryAuthorization { get; set; }
    [Input("costManagementConfig")] public Input<Inputs.ClusterCostManagementConfigArgs>? CostManagementConfig { get; set; }
    [Input("databaseEncryption")] public Input<Inputs.ClusterDatabaseEncryptionArgs>? DatabaseEncryption { get; set; }
    [Input("datapathProvider")] public Input<string>? DatapathProvider { get; set; }
    [Input("defaultMaxPodsPerNode")] public Input<int>? DefaultMaxPodsPerNode { get; set; }
    [Input("deletionProtection")] public Input<bool>? DeletionProtection { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("enableIntranodeVisibility")] public Input<bool>? EnableIntranodeVisibility { get; set; }
    [Input("enableL4IlbSubsetting")] public Input<bool>? EnableL4IlbSubsetting { get; set; }
    [Input("enableLegacyAbac")] public Input<bool>? EnableLegacyAbac { get; set; }
    [Input("enableShieldedNodes")] public Input<bool>? EnableShieldedNodes { get; set; }
    [Input("gatewayApiConfig")] public Input<Inputs.ClusterGatewayApiConfigArgs>? GatewayApiConfig { get; set; }
    [Input("initialNodeCount")] public Input<int>? InitialNodeCount { get; set; }
    [Input("ipAllocationPolicy")] public Input<Inputs.ClusterIpAllocationPolicyArgs>? IpAllocationPolicy { get; set; }
    [Input("location")] public Input<string>? Location { get; set; }
    [Input("loggingConfig")] public Input<Inputs.ClusterLoggingConfigArgs>? LoggingConfig { get; set; }
    [Input("maintenancePolicy")] public Input<Inputs.ClusterMaintenancePolicyArgs>? MaintenancePolicy { get; set; }
    [Input("masterAuth")] public Input<Inputs.ClusterMasterAuthArgs>? MasterAuth { get; set; }
    [Input("masterAuthorizedNetworksConfig")]
    public Input<Inputs.ClusterMasterAuthorizedNetworksConfigArgs>? MasterAuthorizedNetworksConfig { get; set; }
    [Input("monitoringConfig")] public Input<Inputs.ClusterMonitoringConfigArgs>? MonitoringConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("network")] public Input<string>? Network { get; set; }
    [Input("networkingMode")] public Input<string>? NetworkingMode { get; set; }
    [Input("nodeConfig")] public Input<Inputs.ClusterNodeConfigArgs>? NodeConfig { get; set; }
    [Input("privateClusterConfig")] public Input<Inputs.ClusterPrivateClusterConfigArgs>? PrivateClusterConfig { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("releaseChannel")] public Input<Inputs.ClusterReleaseChannelArgs>? ReleaseChannel { get; set; }
    [Input("removeDefaultNodePool")] public Input<bool>? RemoveDefaultNodePool { get; set; }
    [field: Input("resourceLabels")] public InputMap<string> ResourceLabels { get => field ??= new(); set; }
    [Input("securityPostureConfig")] public Input<Inputs.ClusterSecurityPostureConfigArgs>? SecurityPostureConfig { get; set; }
    [Input("subnetwork")] public Input<string>? Subnetwork { get; set; }
    [Input("workloadIdentityConfig")] public Input<Inputs.ClusterWorkloadIdentityConfigArgs>? WorkloadIdentityConfig { get; set; }
}

[GcpResourceType("gcp:container/nodePool:NodePool")]
public class NodePool(string name, NodePoolArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:container/nodePool:NodePool", name, args, options);

public sealed class NodePoolArgs : ResourceArgs
{
    [Input("autoscaling")] public Input<Inputs.NodePoolAutoscalingArgs>? Autoscaling { get; set; }
    [Input("cluster", required: true)] public Input<string> Cluster { get; set; } = null!;
    [Input("initialNodeCount")] public Input<int>? InitialNodeCount { get; set; }
    [Input("location")] public Input<string>? Location { get; set; }
    [Input("management")] public Input<Inputs.NodePoolManagementArgs>? Management { get; set; }
    [Input("maxPodsPerNode")] public Input<int>? MaxPodsPerNode { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("networkConfig")] public Input<Inputs.NodePoolNetworkConfigArgs>? NetworkConfig { get; set; }
    [Input("nodeConfig")] public Input<Inputs.NodePoolNodeConfigArgs>? NodeConfig { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("upgradeSettings")] public Input<Inputs.NodePoolUpgradeSettingsArgs>? UpgradeSettings { get; set; }
}
